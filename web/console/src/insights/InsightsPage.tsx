import { Anchor, Code, Group, Skeleton, Stack, Switch, Text } from "@mantine/core";
import { IconChartBar } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useLocale } from "../locale/LocaleProvider";
import { useCommands } from "../shell/commands";
import { Empty } from "../shell/Empty";
import { Page } from "../shell/Page";
import { RefusalAlert } from "../shell/RefusalAlert";
import { fileOf, seriesQuery } from "./api";
import "./insights.css";
import { type Chosen, daysOf, PeriodPicker } from "./PeriodPicker";
import { Plots } from "./Plots";
import { makesSense, SPANS, stepOf } from "./period";
import { Tables } from "./Tables";
import { TodayCards } from "./TodayCards";

/** How it goes: now, today, and over time. */
export function InsightsPage() {
  const locale = useLocale();
  const { t } = locale;
  const [chosen, setChosen] = useState<Chosen>({ span: "7" });
  const [asTable, setAsTable] = useState(false);
  const days = daysOf(chosen);
  const step = stepOf(days);
  const series = useQuery({ ...seriesQuery(days, step), enabled: makesSense(days) });
  useCommands([
    ...SPANS.map((span) => ({
      id: `insights.span_${span}`,
      label: t("insights.show_span", { span: t(`insights.span_${span}`) }),
      run: () => setChosen({ span }),
    })),
    { id: "insights.table", label: t("insights.as_table"), run: () => setAsTable(!asTable) },
  ]);
  return (
    <Page title={t("insights.title")} lead={t("insights.lead")}>
      <TodayCards />
      <Group justify="space-between" align="flex-end">
        <PeriodPicker chosen={chosen} onChoose={setChosen} />
        <Group>
          <Switch
            label={t("insights.as_table")}
            checked={asTable}
            onChange={({ currentTarget }) => setAsTable(currentTarget.checked)}
          />
          <Anchor href={fileOf("series", days, locale.name, step)} download size="sm">
            {t("insights.series_file")}
          </Anchor>
        </Group>
      </Group>
      <RefusalAlert error={series.error} />
      {series.data == null ? (
        series.error === null && <Skeleton height={300} />
      ) : series.data.whole.sessions === 0 ? (
        <Empty icon={<IconChartBar />} title={t("insights.empty")}>
          <Stack gap="xs">
            <Text size="sm">{t("insights.empty_help")}</Text>
            <Code block>{`<script src="${location.origin}/widget.js" async></script>`}</Code>
          </Stack>
        </Empty>
      ) : (
        <>
          <Plots series={series.data} asTable={asTable} />
          <Tables days={days} />
        </>
      )}
    </Page>
  );
}
