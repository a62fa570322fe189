import { IconRobot } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useLocale } from "../../locale/LocaleProvider";
import type { DeliveryState } from "../log/log";
import type { Line } from "../log/timeline";
import { Attached } from "./Attached";
import styles from "./conversation.module.css";
import { Linked } from "./Linked";
import { Ticks } from "./Ticks";

interface Props {
  line: Line & { kind: "said" };
  /** Agents' only. */
  delivery: DeliveryState | null;
  children?: ReactNode;
}

/** Something said: the customer's on one side, ours on the other, the bot's always known as such. */
export function Bubble({ line, delivery, children }: Props) {
  const locale = useLocale();
  const { t } = locale;
  const { voice, message, goesOn } = line;
  const name = { customer: null, bot: t("inbox.bot"), agent: line.name ?? t("inbox.agent") }[voice];
  return (
    <div className={styles.line} data-voice={voice} data-goes-on={goesOn || undefined}>
      <div className={styles.bubble}>
        {name !== null && !goesOn && (
          <div className={styles.by}>
            {voice === "bot" && <IconRobot size={14} aria-hidden />}
            {name}
          </div>
        )}
        <span className={styles.hidden}>
          {goesOn || voice === "customer" ? `${t(`inbox.voice.${voice}`)}: ` : ""}
        </span>
        {message.text !== "" && (
          <p className={styles.text}>
            <Linked text={message.text} />
          </p>
        )}
        <Attached message={message} />
        <div className={styles.foot}>
          <time
            dateTime={new Date(line.at).toISOString()}
            title={locale.moment(new Date(line.at).toISOString())}
          >
            {locale.time(line.at)}
          </time>
          {delivery !== null && <Ticks state={delivery} />}
        </div>
      </div>
      {children}
    </div>
  );
}
