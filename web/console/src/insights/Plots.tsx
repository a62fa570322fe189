import { SimpleGrid } from "@mantine/core";
import { useLocale } from "../locale/LocaleProvider";
import type { Series } from "./api";
import { type Line, Plot } from "./Plot";

const CONVERSATIONS: Line[] = [
  { figure: "automated", color: "teal.7" },
  { figure: "handed_over", color: "orange.6" },
  { figure: "others", color: "gray.5" },
];

/** The period, drawn. */
export function Plots({ series, asTable }: { series: Series; asTable: boolean }) {
  const { t } = useLocale();
  const shared = { series, asTable };
  return (
    <>
      <Plot
        {...shared}
        title={t("insights.plot_conversations")}
        lead={t("insights.plot_conversations_lead")}
        lines={CONVERSATIONS}
        unit="count"
        kind="bars"
      />
      <SimpleGrid cols={{ base: 1, md: 2 }}>
        <Plot
          {...shared}
          title={t("insights.plot_automation")}
          lead={t("insights.plot_automation_lead")}
          lines={[{ figure: "automation_rate", color: "teal.7" }]}
          unit="share"
          kind="line"
        />
        <Plot
          {...shared}
          title={t("insights.plot_rating")}
          lead={t("insights.plot_rating_lead")}
          lines={[{ figure: "rating", color: "yellow.8" }]}
          unit="stars"
          kind="line"
        />
        <Plot
          {...shared}
          title={t("insights.plot_response")}
          lead={t("insights.plot_response_lead")}
          lines={[
            { figure: "first_response_p50", color: "blue.6" },
            { figure: "first_response_p90", color: "grape.6" },
          ]}
          unit="seconds"
          kind="line"
        />
        <Plot
          {...shared}
          title={t("insights.plot_waiting")}
          lead={t("insights.plot_waiting_lead")}
          lines={[{ figure: "waiting_max", color: "orange.6" }]}
          unit="count"
          kind="bars"
        />
      </SimpleGrid>
    </>
  );
}
