import type { QueuePlace, Standing } from "@prosa/shared";
import { useLocale } from "./context";
import { Icon } from "./Icon";
import type { Locale } from "./locale";

/** The customer's place in the queue, read aloud when it changes. */
export function QueueStatus({ standing }: { standing: Standing }) {
  const locale = useLocale();
  const waiting = standing.owner === "queue";
  return (
    <div role="status" className="queue">
      {waiting && (
        <p>
          <Icon name={standing.queue?.open === false ? "clock" : "person"} />
          <span>{describe(standing.queue, locale)}</span>
        </p>
      )}
    </div>
  );
}

function describe(place: QueuePlace | null, locale: Locale): string {
  if (place === null) return locale.t("queue.waiting");
  if (place.open === false) {
    return place.reopens_at == null
      ? locale.t("queue.closed")
      : locale.t("queue.reopens", { when: locale.moment(place.reopens_at) });
  }
  const { position } = place;
  const where =
    position <= 1
      ? locale.t("queue.next")
      : locale.t("queue.position", { position: locale.number(position) });
  return `${where} · ${locale.t("queue.wait", { wait: locale.wait(place.wait_seconds) })}`;
}
