import { useEffect, useState } from "react";
import { useFrames } from "../../api/useLive";
import { useLocale } from "../../locale/LocaleProvider";
import styles from "./conversation.module.css";

/** Nobody types this long without a sign of it. */
const QUIET_MS = 8_000;

/** That the customer is typing, and what, as far as it is written. */
export function CustomerTyping({ conversation }: { conversation: string }) {
  const { t } = useLocale();
  const [typing, setTyping] = useState<{ text: string; at: number } | null>(null);
  useFrames("customer_typing", (frame) => {
    if (frame.conversation !== conversation) return;
    setTyping(frame.on ? { text: frame.preview ?? "", at: Date.now() } : null);
  });
  useFrames("events", (frame) => {
    const spoke = frame.events.some(
      ({ source, data }) => source === "customer" && data.kind === "message",
    );
    if (frame.conversation === conversation && spoke) setTyping(null);
  });
  useEffect(() => {
    if (typing === null) return;
    const timer = setTimeout(() => setTyping(null), QUIET_MS);
    return () => clearTimeout(timer);
  }, [typing]);
  if (typing === null) return null;
  return (
    <div className={styles.typing}>
      <span className={styles.dots} aria-hidden>
        <i />
        <i />
        <i />
      </span>
      <span>{t("inbox.customer_typing")}</span>
      {typing.text !== "" && <q>{typing.text}</q>}
    </div>
  );
}
