import {
  IconArrowBackUp,
  IconCircleCheck,
  IconInfoCircle,
  IconRobot,
  IconStarFilled,
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
    default:
      return { Icon: IconInfoCircle, text: marked(data, locale) ?? t("inbox.changed") };
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
  const reason = handoff.reason == null ? null : t(`inbox.reason.${handoff.reason}`);
  return reason === null ? text : `${text} · ${reason}`;
}

/** A change that the desk has noted in the log, e.g. tags. */
function marked(data: object, { maybe }: Locale): string | null {
  const what = "what" in data && typeof data.what === "string" ? data.what : null;
  const kind = "kind" in data && typeof data.kind === "string" ? data.kind : null;
  return maybe(`inbox.mark.${what ?? kind}`);
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
