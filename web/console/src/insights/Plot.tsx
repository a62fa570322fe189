import { BarChart, LineChart } from "@mantine/charts";
import { Box, Table, Text } from "@mantine/core";
import { useLocale } from "../locale/LocaleProvider";
import { Card } from "../shell/Card";
import type { Series } from "./api";
import { moment, told, type Unit } from "./format";

export interface Line {
  figure:
    | "automated"
    | "handed_over"
    | "others"
    | "automation_rate"
    | "rating"
    | "first_response_p50"
    | "first_response_p90"
    | "waiting_max";
  color: string;
}

/** Where the axis begins and ends, when that is known. */
const RANGES: Partial<Record<Unit, { domain: [number, number]; ticks?: number[] }>> = {
  share: { domain: [0, 1] },
  stars: { domain: [1, 5], ticks: [1, 2, 3, 4, 5] },
};

interface PlotProps {
  title: string;
  lead: string;
  series: Series;
  lines: Line[];
  unit: Unit;
  kind: "bars" | "line";
  asTable: boolean;
}

/** Figures over time: drawn, or as a table for those who would rather read. */
export function Plot({ title, lead, series, lines, unit, kind, asTable }: PlotProps) {
  const locale = useLocale();
  const label = (line: Line) => locale.t(`insights.line_${line.figure}`);
  const rows = series.points.map((point) => ({
    since: moment(locale, point.since, series.step, series.zone),
    ...Object.fromEntries(lines.map(({ figure }) => [figure, figureOf(point, figure)])),
  }));
  const drawn = {
    h: 220,
    data: rows,
    dataKey: "since",
    series: lines.map((line) => ({ name: line.figure, color: line.color, label: label(line) })),
    withLegend: lines.length > 1,
    valueFormatter: (value: number) => told(locale, value, unit),
    yAxisProps: { width: 64, allowDecimals: unit !== "count", ...RANGES[unit] },
    xAxisProps: { minTickGap: 24 },
  };
  return (
    <Card title={title} lead={lead}>
      {asTable ? (
        <Box mah={320} style={{ overflow: "auto" }} tabIndex={0} role="group" aria-label={title}>
          <Table stickyHeader striped>
            <Table.Thead>
              <Table.Tr>
                <Table.Th scope="col">{locale.t("insights.when")}</Table.Th>
                {lines.map((line) => (
                  <Table.Th key={line.figure} scope="col" ta="right">
                    {label(line)}
                  </Table.Th>
                ))}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {series.points.map((point) => (
                <Table.Tr key={point.since}>
                  <Table.Th scope="row" fw={400}>
                    {moment(locale, point.since, series.step, series.zone)}
                  </Table.Th>
                  {lines.map(({ figure }) => (
                    <Table.Td key={figure} ta="right">
                      {told(locale, figureOf(point, figure), unit)}
                    </Table.Td>
                  ))}
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Box>
      ) : (
        <Box component="figure" m={0}>
          <Box aria-hidden>
            {kind === "bars" ? (
              <BarChart {...drawn} type="stacked" barChartProps={{ accessibilityLayer: false }} />
            ) : (
              <LineChart
                {...drawn}
                connectNulls
                curveType="linear"
                withDots={rows.length < 40}
                lineChartProps={{ accessibilityLayer: false }}
              />
            )}
          </Box>
          <Text component="figcaption" size="sm" c="dimmed" mt="xs">
            {lines
              .filter(({ figure }) => figure !== "others")
              .map((line) => summary(locale, series, line, label(line), unit))
              .join(" · ")}
          </Text>
        </Box>
      )}
    </Card>
  );
}

/** What the drawing says, in words: the whole period, and the one before it. */
function summary(
  locale: ReturnType<typeof useLocale>,
  { whole, before }: Series,
  { figure }: Line,
  label: string,
  unit: Unit,
): string {
  return locale.t("insights.summary", {
    label,
    whole: told(locale, figureOf(whole, figure), unit),
    before: told(locale, figureOf(before, figure), unit),
  });
}

/** `others`: conversations that neither the bot settled nor a person was called to. */
export function figureOf(point: Series["points"][number], figure: Line["figure"]): number | null {
  if (figure === "others") return point.sessions - point.automated - point.handed_over;
  return point[figure];
}
