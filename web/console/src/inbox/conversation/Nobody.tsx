import { IconMessages } from "@tabler/icons-react";
import { useLocale } from "../../locale/LocaleProvider";
import styles from "./conversation.module.css";

const KEYS = [
  ["J", "next"],
  ["T", "take"],
  ["R", "reply"],
  ["?", "all"],
] as const;

/** Before a conversation is chosen: what to do, and the keys that make it fast. */
export function Nobody() {
  const { t } = useLocale();
  return (
    <div className={styles.nobody}>
      <IconMessages size={40} stroke={1.4} aria-hidden />
      <h2>{t("inbox.nobody")}</h2>
      <p>{t("inbox.nobody_hint")}</p>
      <dl className={styles.keyList}>
        {KEYS.map(([key, name]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{t(`inbox.keys.${name}`)}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
