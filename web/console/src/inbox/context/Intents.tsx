import { Progress } from "@mantine/core";
import { useLocale } from "../../locale/LocaleProvider";
import type { Context } from "../deskCalls";
import styles from "./context.module.css";
import { Section } from "./Section";

const MOST = 6;

/** What the bot took the customer's messages for, the latest first. */
export function Intents({ intents }: { intents: Context["intents"] }) {
  const { t } = useLocale();
  if (intents.length === 0) return null;
  return (
    <Section title={t("inbox.intents")}>
      <ul className={styles.items}>
        {intents
          .slice(-MOST)
          .toReversed()
          .map(({ name, label, confidence, offset }) => (
            <li key={`${offset} ${name}`}>
              <span className={styles.across}>
                <span>{label ?? name}</span>
                <small>{Math.round(confidence * 100)}%</small>
              </span>
              <Progress size="xs" value={confidence * 100} aria-label={name} />
            </li>
          ))}
      </ul>
    </Section>
  );
}
