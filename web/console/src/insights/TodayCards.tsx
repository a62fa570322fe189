import { SimpleGrid, Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useLocale } from "../locale/LocaleProvider";
import { Card } from "../shell/Card";
import { RefusalAlert } from "../shell/RefusalAlert";
import { type Compared, type Today, todayQuery } from "./api";
import type { Wish } from "./compare";
import { FigureCard } from "./FigureCard";
import { told, type Unit } from "./format";

interface Shown {
  figure: Exclude<keyof Today, "at" | "since" | "agents_busy" | "agents_away">;
  unit: Unit;
  wish: Wish;
}

const NOW: Shown[] = [
  { figure: "waiting", unit: "count", wish: "less" },
  { figure: "longest_wait", unit: "seconds", wish: "less" },
  { figure: "with_people", unit: "count", wish: "none" },
  { figure: "agents_online", unit: "count", wish: "none" },
];
const DAY: Shown[] = [
  { figure: "conversations", unit: "count", wish: "none" },
  { figure: "automation_rate", unit: "share", wish: "more" },
  { figure: "handed_over", unit: "count", wish: "less" },
  { figure: "rating", unit: "stars", wish: "more" },
  { figure: "first_response_p50", unit: "seconds", wish: "less" },
  { figure: "bot_response_p50", unit: "milliseconds", wish: "less" },
];

/** How it goes right now, and what the day has brought so far. */
export function TodayCards() {
  const { t } = useLocale();
  const { data, error } = useQuery(todayQuery);
  if (data == null)
    return error === null ? <Skeleton height={220} /> : <RefusalAlert error={error} />;
  return (
    <>
      <Card title={t("insights.now")} lead={t("insights.now_lead")}>
        <Figures today={data} shown={NOW} columns={4} />
      </Card>
      <Card title={t("insights.day")} lead={t("insights.day_lead")}>
        <Figures today={data} shown={DAY} columns={3} />
      </Card>
    </>
  );
}

function Figures({ today, shown, columns }: { today: Today; shown: Shown[]; columns: number }) {
  const locale = useLocale();
  return (
    <SimpleGrid
      cols={{ base: 2, md: columns }}
      spacing={{ base: "xs", sm: "md" }}
      component="ul"
      p={0}
      m={0}
    >
      {shown.map(({ figure, unit, wish }) => {
        const before = beforeOf(today, today[figure]);
        const note = noteOf(locale, today, figure);
        return (
          <FigureCard
            key={figure}
            label={locale.t(`insights.${figure}`)}
            value={today[figure].today}
            unit={unit}
            wish={wish}
            {...(before?.value == null
              ? {}
              : { before: { value: before.value, when: locale.t(before.when) } })}
            {...(note === null ? {} : { note })}
          />
        );
      })}
    </SimpleGrid>
  );
}

/** The same weekday of last week says more than yesterday, if there were customers. */
function beforeOf({ conversations }: Today, compared: Compared) {
  if (conversations.last_week)
    return { value: compared.last_week, when: "insights.week_ago" } as const;
  if (conversations.yesterday)
    return { value: compared.yesterday, when: "insights.yesterday" } as const;
  return null;
}

/** What the number alone does not say. */
function noteOf(locale: ReturnType<typeof useLocale>, today: Today, figure: Shown["figure"]) {
  switch (figure) {
    case "automation_rate":
      return locale.t("insights.automated_of", {
        automated: locale.number(today.automated.today ?? 0),
        conversations: locale.number(today.conversations.today ?? 0),
      });
    case "agents_online":
      return locale.t("insights.others_there", {
        busy: locale.number(today.agents_busy.today ?? 0),
        away: locale.number(today.agents_away.today ?? 0),
      });
    case "rating":
      return today.ratings.today === 0
        ? locale.t("insights.no_ratings")
        : locale.count("insights.ratings", today.ratings.today ?? 0);
    case "first_response_p50":
      return today.first_response_p90.today === null
        ? null
        : locale.t("insights.nine_in_ten", {
            time: told(locale, today.first_response_p90.today, "seconds"),
          });
    default:
      return null;
  }
}
