import { useEffect, useRef, useState } from "react";
import { useLocale } from "../../locale/LocaleProvider";
import { type Log, lastOffset } from "../log/log";
import styles from "./conversation.module.css";

/** Reads out what the customer says from now on, to those who do not see it. */
export function Announcer({ log, ready }: { log: Log; ready: boolean }) {
  const { t } = useLocale();
  const [text, setText] = useState("");
  const told = useRef<number | null>(null);
  useEffect(() => {
    if (!ready) return;
    const after = told.current;
    told.current = lastOffset(log);
    if (after === null) return;
    const fresh = log.events.flatMap(({ offset, source, data }) =>
      offset > after && source === "customer" && data.kind === "message" ? [data.text] : [],
    );
    if (fresh.length > 0) setText(t("inbox.customer_says", { text: fresh.join(" ") }));
  }, [log, ready, t]);
  return (
    <div className={styles.hidden} role="status" aria-live="polite">
      {text}
    </div>
  );
}
