import type { QueuePlace, Standing } from "@prosa/shared";
import { useLocale } from "./context";
import { Icon } from "./Icon";
import { LeaveQueue } from "./LeaveQueue";
import type { Locale } from "./locale";

interface QueueStatusProps {
  standing: Standing;
  /** What had the focus has gone. */
  onDone(): void;
}

/** The customer's place in the queue, read aloud when it changes, and the ways out of it. */
export function QueueStatus({ standing, onDone }: QueueStatusProps) {
  const locale = useLocale();
  const waiting = standing.owner === "queue";
  return (
    <div className="queue">
      <div role="status">
        {waiting && (
          <div className="place">
            <Icon name={standing.queue?.open === false ? "clock" : "person"} />
            <Place place={standing.queue} locale={locale} />
          </div>
        )}
      </div>
      {waiting && <LeaveQueue onDone={onDone} />}
    </div>
  );
}

function Place({ place, locale }: { place: QueuePlace | null; locale: Locale }) {
  if (place === null || place.open === false) return <p>{withoutPlace(place, locale)}</p>;
  const { position } = place;
  return (
    <p>
      {position <= 1
        ? locale.t("queue.next")
        : locale.t("queue.position", { position: locale.number(position) })}
      <br />
      <span className="wait">
        {locale.t("queue.wait", { wait: locale.wait(place.wait_seconds) })}
      </span>
    </p>
  );
}

function withoutPlace(place: QueuePlace | null, locale: Locale): string {
  if (place === null) return locale.t("queue.waiting");
  return place.reopens_at == null
    ? locale.t("queue.closed")
    : locale.t("queue.reopens", { when: locale.moment(place.reopens_at) });
}
