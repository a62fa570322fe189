import { Group, Paper, Text } from "@mantine/core";
import { IconArrowDownRight, IconArrowRight, IconArrowUpRight } from "@tabler/icons-react";
import { useLocale } from "../locale/LocaleProvider";
import { type Change, change, type Wish } from "./compare";
import { told, type Unit } from "./format";

interface FigureCardProps {
  label: string;
  value: number | null;
  unit: Unit;
  /** Which way is better. */
  wish: Wish;
  /** What it was, and how one says when: "ontem a esta hora". */
  before?: { value: number | null; when: string };
  /** A second, smaller figure. */
  note?: string;
}

const ARROWS = { up: IconArrowUpRight, down: IconArrowDownRight, same: IconArrowRight };

/** A big number with what it was before. */
export function FigureCard({ label, value, unit, wish, before, note }: FigureCardProps) {
  const locale = useLocale();
  const kind = unit === "share" ? "share" : "amount";
  const changed = before === undefined ? null : change(value, before.value, wish, kind);
  return (
    <Paper component="li" withBorder p="md" radius="md" style={{ listStyle: "none" }}>
      <Text size="sm" c="dimmed">
        {label}
      </Text>
      <Text fz={30} fw={700} lh={1.3} style={{ fontVariantNumeric: "tabular-nums" }}>
        {told(locale, value, unit)}
      </Text>
      {note !== undefined && <Text size="sm">{note}</Text>}
      {before !== undefined && (
        <Group gap={6} mt={4} wrap="nowrap" align="center">
          {changed !== null && <ChangeMark changed={changed} />}
          <Text size="xs" c="dimmed">
            {before.when}: {told(locale, before.value, unit)}
          </Text>
        </Group>
      )}
    </Paper>
  );
}

/** The arrow, its colour, and how much: the words say as much as the colour. */
function ChangeMark({ changed }: { changed: Change }) {
  const locale = useLocale();
  const Arrow = ARROWS[changed.direction];
  const colour =
    changed.good === null ? undefined : changed.good ? "var(--prosa-good)" : "var(--prosa-bad)";
  return (
    <Group gap={2} wrap="nowrap" style={{ color: colour, flexShrink: 0 }}>
      <Arrow size={16} aria-label={locale.t(`insights.changed_${changed.direction}`)} role="img" />
      {changed.direction !== "same" && (
        <Text size="xs" fw={600} span>
          {amount(locale, changed)}
        </Text>
      )}
    </Group>
  );
}

function amount(locale: ReturnType<typeof useLocale>, { share, points }: Change): string {
  if (points !== null) return locale.t("insights.points", { points: Math.abs(points) });
  return share === null ? "" : told(locale, Math.abs(share), "share");
}
