import { Sparkline } from "@mantine/charts";
import { useLocale } from "../../locale/LocaleProvider";
import styles from "./context.module.css";
import { Section } from "./Section";

/** How the customer feels from message to message, -1 to 1. */
export function Mood({ moods }: { moods: readonly { offset: number; mood: number }[] }) {
  const { t } = useLocale();
  const last = moods.at(-1);
  if (last === undefined) return null;
  const now = t(
    last.mood < -0.25 ? "inbox.mood.bad" : last.mood > 0.25 ? "inbox.mood.good" : "inbox.mood.calm",
  );
  return (
    <Section title={t("inbox.mood")}>
      <div className={styles.mood}>
        <span>{now}</span>
        {moods.length > 1 && (
          <div role="img" aria-label={t("inbox.mood.trend", { now })}>
            <Sparkline
              w={150}
              h={34}
              data={moods.map(({ mood }) => mood)}
              curveType="monotone"
              trendColors={{ positive: "teal.7", negative: "red.7", neutral: "gray.6" }}
              fillOpacity={0.2}
            />
          </div>
        )}
      </div>
    </Section>
  );
}
