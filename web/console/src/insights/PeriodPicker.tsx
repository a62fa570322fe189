import { Group, SegmentedControl, TextInput } from "@mantine/core";
import { useLocale } from "../locale/LocaleProvider";
import { type Days, lastDays, makesSense, SPANS, type Span } from "./period";

export type Chosen = { span: Span } | { span: "own"; days: Days };

interface PeriodPickerProps {
  chosen: Chosen;
  onChoose: (chosen: Chosen) => void;
}

/** Today, some usual periods, or days of one's own. */
export function PeriodPicker({ chosen, onChoose }: PeriodPickerProps) {
  const { t } = useLocale();
  const days = daysOf(chosen);
  const own = (changed: Partial<Days>) => onChoose({ span: "own", days: { ...days, ...changed } });
  return (
    <Group gap="sm" align="flex-end">
      <SegmentedControl
        aria-label={t("insights.period")}
        value={chosen.span}
        onChange={(span) =>
          onChoose(
            span === "own" ? { span, days } : { span: SPANS.find((one) => one === span) ?? "7" },
          )
        }
        data={[...SPANS, "own" as const].map((span) => ({
          value: span,
          label: t(`insights.span_${span}`),
        }))}
      />
      {chosen.span === "own" && (
        <Group gap="xs" align="flex-start">
          <TextInput
            type="date"
            label={t("insights.from")}
            value={days.from}
            max={days.to}
            error={makesSense(days) ? null : t("insights.bad_period")}
            onChange={({ currentTarget }) => own({ from: currentTarget.value })}
          />
          <TextInput
            type="date"
            label={t("insights.to")}
            value={days.to}
            onChange={({ currentTarget }) => own({ to: currentTarget.value })}
          />
        </Group>
      )}
    </Group>
  );
}

export function daysOf(chosen: Chosen): Days {
  return chosen.span === "own" ? chosen.days : lastDays(chosen.span, new Date());
}
