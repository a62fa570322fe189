import {
  IconArrowBackUp,
  IconCircleCheck,
  IconInfoCircle,
  IconRobot,
  IconStarFilled,
  IconTag,
  IconThumbDown,
  IconThumbUp,
  IconUserCheck,
  IconUserQuestion,
} from "@tabler/icons-react";
import type { ReactNode } from "react";
import type { Locale } from "../../locale";
import { useLocale } from "../../locale/LocaleProvider";
import type { HandOff, LogEvent } from "../types";
import styles from "./conversation.module.css";

const STEPS: Record<string, typeof IconRobot> = {
  requested: IconUserQuestion,
  assigned: IconUserCheck,
  released: IconArrowBackUp,
  returned: IconRobot,
  resolved: IconCircleCheck,
};

/** Something that happened to the conversation: who has it now, what the customer thought of it. */
export function Milestone({ event }: { event: LogEvent }) {
  const locale = useLocale();
  const told = tell(event, locale);
  if (told === null) return null;
  const { Icon, text, detail } = told;
  return (
    <div className={styles.milestone}>
      <div>
        <Icon size={15} aria-hidden />
        <span>{text}</span>
        <time dateTime={event.at}>{locale.time(Date.parse(event.at))}</time>
      </div>
      {detail}
    </div>
  );
}

interface Told {
  Icon: typeof IconRobot;
  text: string;
  detail?: ReactNode;
}

function tell({ data }: LogEvent, locale: Locale): Told | null {
  const { t } = locale;
  switch (data.kind) {
    case "handoff":
      return {
        Icon: STEPS[data.step] ?? IconInfoCircle,
        text: handedText(data, locale),
        detail: <HandOffDetail handoff={data} />,
      };
    case "rating":
      return {
        Icon: IconStarFilled,
        text: locale.count("inbox.rated", data.score),
        detail: data.comment ? (
          <blockquote className={styles.comment}>{data.comment}</blockquote>
        ) : null,
      };
    case "system":
      return { Icon: IconInfoCircle, text: locale.maybe(`inbox.system.${data.code}`) ?? data.code };
    case "message":
    case "note":
    case "status":
      return null;
    case "thumb":
      return {
        Icon: data.up ? IconThumbUp : IconThumbDown,
        text: t(data.up ? "inbox.thumb.up" : "inbox.thumb.down"),
      };
    default:
      return { Icon: IconTag, text: markText(data, locale) };
  }
}

function handedText(handoff: HandOff, { t, maybe }: Locale): string {
  const name = handoff.agent_name ?? null;
  const cause = "cause" in handoff && typeof handoff.cause === "string" ? handoff.cause : null;
  const caused = maybe(`inbox.cause.${cause}`);
  if (caused !== null) return name === null ? caused : `${caused} · ${name}`;
  const named =
    name === null ? null : maybe(`inbox.step.${handoff.step}_by`)?.replace("{name}", name);
  const text = named ?? maybe(`inbox.step.${handoff.step}`) ?? handoff.step;
  const reason =
    handoff.reason == null ? resolution(handoff, maybe) : t(`inbox.reason.${handoff.reason}`);
  return reason === null ? text : `${text} · ${reason}`;
}

/** Why it was resolved: a known reason, or the agent's words. */
function resolution(handoff: HandOff, maybe: Locale["maybe"]): string | null {
  const why =
    "resolution" in handoff && typeof handoff.resolution === "string" ? handoff.resolution : "";
  return why === "" ? null : (maybe(`inbox.resolve.${why}`) ?? why);
}

/** What the desk has put on a conversation. */
interface Mark {
  what?: string;
  tags?: readonly string[];
  priority?: string | null;
  until?: string | null;
  vip?: boolean;
  agent_name?: string | null;
}

function markText(mark: Mark, locale: Locale): string {
  const { t } = locale;
  const by = mark.agent_name == null ? "" : ` · ${mark.agent_name}`;
  switch (mark.what) {
    case "tags":
      return t("inbox.mark.tags", { tags: (mark.tags ?? []).join(", ") || "–" }) + by;
    case "priority":
      return (
        t("inbox.mark.priority", {
          priority: locale.maybe(`inbox.urgency.${mark.priority}`) ?? "",
        }) + by
      );
    case "snoozed":
      return t("inbox.mark.snoozed", { until: locale.moment(mark.until ?? "") }) + by;
    case "woken":
      return t("inbox.mark.woken");
    case "vip":
      return t(mark.vip ? "inbox.mark.vip" : "inbox.mark.not_vip") + by;
    default:
      return t("inbox.changed");
  }
}

/** What the bot passes on with the conversation. */
function HandOffDetail({ handoff }: { handoff: HandOff }) {
  const { t } = useLocale();
  const summary =
    "summary" in handoff && typeof handoff.summary === "string" ? handoff.summary : "";
  const note = "note" in handoff && typeof handoff.note === "string" ? handoff.note : "";
  if (summary === "" && note === "") return null;
  return (
    <div className={styles.summary}>
      {summary !== "" && (
        <>
          <b>{t("inbox.summary")}</b>
          <p>{summary}</p>
        </>
      )}
      {note !== "" && <p>{note}</p>}
    </div>
  );
}
