import { memo } from "react";
import { useLocale } from "../../locale/LocaleProvider";
import type { DeliveryState } from "../log/log";
import type { Line } from "../log/timeline";
import { BotFacts } from "./BotFacts";
import { Bubble } from "./Bubble";
import styles from "./conversation.module.css";
import { DraftArticle } from "./DraftArticle";
import { Milestone } from "./Milestone";
import { NoteLine } from "./NoteLine";
import { UnsentBubble } from "./UnsentBubble";

interface Props {
  conversation: string;
  line: Line;
  /** Of our own messages. */
  delivery: DeliveryState | null;
  onRetake?: (text: string, kind: "reply" | "note") => void;
}

/** One line of the timeline, as what it is. */
export const LineView = memo(function LineView({ conversation, line, delivery, onRetake }: Props) {
  const locale = useLocale();
  switch (line.kind) {
    case "day":
      return (
        <div className={styles.day}>
          <span>{locale.day(line.at, Date.now())}</span>
        </div>
      );
    case "unread":
      return (
        <div className={styles.fresh}>
          <span>{locale.t("inbox.new_messages")}</span>
        </div>
      );
    case "said":
      return (
        <Bubble line={line} delivery={delivery}>
          {line.voice === "agent" && (
            <DraftArticle conversation={conversation} offset={line.offset} />
          )}
          {line.voice === "bot" && line.message.facts != null && !isOfFiles(line.message.facts) && (
            <BotFacts
              conversation={conversation}
              offset={line.offset}
              facts={line.message.facts}
              answers={line.message.answers ?? null}
            />
          )}
        </Bubble>
      );
    case "note":
      return <NoteLine line={line} />;
    case "event":
      return <Milestone event={line.event} />;
    case "unsent":
      return <UnsentBubble item={line.item} {...(onRetake === undefined ? {} : { onRetake })} />;
  }
});

/** Files without a word: there was nothing to understand, rightly or wrongly. */
function isOfFiles({ intent }: { intent: { name: string } }): boolean {
  return intent.name === "file";
}
