import { Alert, ScrollArea, SimpleGrid, Stack, Table, Text } from "@mantine/core";
import { useLocale } from "../locale/LocaleProvider";
import { Card } from "../shell/Card";
import type { Run, Trial } from "./api";
import { useIntentName } from "./intents";

type Result = NonNullable<Run["result"]>;

/** What the new model gains and loses, message by message. */
export function TrialReport({ result }: { result: Result }) {
  const { t } = useLocale();
  const nameOf = useIntentName();
  const waiting = Object.entries(result.waiting);
  return (
    <Card title={t("training.result")}>
      <Alert color={result.replaced ? "teal" : "orange"} variant="light">
        {t(
          result.replaced
            ? "training.replaced"
            : result.trial?.is_worse
              ? "training.kept_worse"
              : "training.kept",
        )}
      </Alert>
      {waiting.length > 0 && (
        <Text size="sm">
          {t("training.waiting", { intents: waiting.map(([name]) => nameOf(name)).join(", ") })}
        </Text>
      )}
      {result.trial !== null && <TrialFigures trial={result.trial} />}
    </Card>
  );
}

function TrialFigures({ trial }: { trial: Trial }) {
  const { t, name } = useLocale();
  const share = (value: number) =>
    new Intl.NumberFormat(name, { style: "percent", maximumFractionDigits: 1 }).format(value);
  return (
    <Stack>
      <SimpleGrid cols={{ base: 1, sm: 3 }}>
        <Figure
          label={t("training.accuracy")}
          value={
            trial.before === null
              ? share(trial.after)
              : `${share(trial.before)} → ${share(trial.after)}`
          }
          note={t("training.held_out", { count: trial.held_out })}
        />
        <Figure label={t("training.won")} value={`+${trial.won.length}`} />
        <Figure
          label={t("training.lost")}
          value={`−${trial.lost.length}`}
          note={t(trial.p_value < 0.05 ? "training.not_chance" : "training.maybe_chance")}
        />
      </SimpleGrid>
      <Changes title={t("training.won")} changes={trial.won} />
      <Changes title={t("training.lost")} changes={trial.lost} />
    </Stack>
  );
}

function Figure({ label, value, note }: { label: string; value: string; note?: string }) {
  return (
    <div>
      <Text size="sm" c="dimmed">
        {label}
      </Text>
      <Text fz={24} fw={700}>
        {value}
      </Text>
      {note !== undefined && <Text size="sm">{note}</Text>}
    </div>
  );
}

function Changes({ title, changes }: { title: string; changes: Trial["won"] }) {
  const { t } = useLocale();
  const nameOf = useIntentName();
  if (changes.length === 0) return null;
  return (
    <ScrollArea.Autosize
      mah={360}
      viewportProps={{ tabIndex: 0, role: "group", "aria-label": title }}
    >
      <Table miw={560} striped captionSide="top">
        <Table.Caption ta="left" fw={600}>
          {title}
        </Table.Caption>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{t("training.message")}</Table.Th>
            <Table.Th scope="col">{t("training.expected")}</Table.Th>
            <Table.Th scope="col">{t("training.before")}</Table.Th>
            <Table.Th scope="col">{t("training.after")}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {changes.map((change) => (
            <Table.Tr key={`${change.text} ${change.expected}`}>
              <Table.Td>{change.text}</Table.Td>
              <Table.Td>{nameOf(change.expected)}</Table.Td>
              <Table.Td>{nameOf(change.before)}</Table.Td>
              <Table.Td>{nameOf(change.after)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </ScrollArea.Autosize>
  );
}
