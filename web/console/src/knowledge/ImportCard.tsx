import { Accordion, Badge, Button, Group, List, Paper, Progress, Stack, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useLocale } from "../locale/LocaleProvider";
import type { Import } from "./api";

interface ImportCardProps {
  shown: Import;
  busy: boolean;
  /** Does what the dry run told; null when that cannot be done from here. */
  onApply: (() => void) | null;
}

const COUNTS = ["new", "changed", "unchanged", "missing", "removed", "broken"] as const;
const LINES = ["new", "changed", "missing"] as const;
const COLOURS = { running: "blue", done: "teal", failed: "red" } as const;

/** How far an import is, and what it changed or would change. */
export function ImportCard({ shown, busy, onApply }: ImportCardProps) {
  const locale = useLocale();
  const { t } = locale;
  const { report } = shown;
  const changes = report === null ? 0 : COUNTS.reduce((sum, one) => sum + told(report, one), 0);
  return (
    <Paper withBorder p="md" radius="md">
      <Stack gap="xs">
        <Group justify="space-between">
          <Text fw={600} style={{ overflowWrap: "anywhere" }}>
            {shown.source}
          </Text>
          <Group gap={6}>
            {shown.dry_run && <Badge variant="outline">{t("knowledge.dry_run_badge")}</Badge>}
            <Badge variant="light" color={COLOURS[shown.state]}>
              {t(`knowledge.import_${shown.state}`)}
            </Badge>
          </Group>
        </Group>
        <Text size="sm" c="dimmed">
          {locale.moment(shown.started_at)}
        </Text>
        {shown.state === "running" && <Running shown={shown} />}
        {shown.problem !== null && <Text c="var(--mantine-color-error)">{shown.problem}</Text>}
        {report !== null && (
          <>
            <Group gap="md">
              {COUNTS.filter((one) => told(report, one) > 0).map((one) => (
                <Text key={one} size="sm">
                  <b>{locale.number(told(report, one))}</b> {t(`knowledge.count_${one}`)}
                </Text>
              ))}
              {changes === 0 && <Text size="sm">{t("knowledge.import_nothing")}</Text>}
            </Group>
            <Lines shown={shown} />
          </>
        )}
        {onApply !== null && shown.state === "done" && (
          <Group justify="flex-end">
            <Button size="compact-md" loading={busy} onClick={onApply}>
              {t("knowledge.import_apply")}
            </Button>
          </Group>
        )}
      </Stack>
    </Paper>
  );
}

function told(report: NonNullable<Import["report"]>, one: (typeof COUNTS)[number]): number {
  return report.counts[one];
}

function Running({ shown }: { shown: Import }) {
  const locale = useLocale();
  const share = shown.total === null ? 100 : (100 * shown.seen) / Math.max(1, shown.total);
  return (
    <>
      <Progress
        value={share}
        animated={shown.total === null}
        aria-label={locale.t("knowledge.import_progress")}
      />
      <Text size="sm" role="status">
        {shown.step} {locale.number(shown.seen)}
        {shown.total !== null && ` / ${locale.number(shown.total)}`}
      </Text>
    </>
  );
}

function Lines({ shown }: { shown: Import }) {
  const { t } = useLocale();
  const { report } = shown;
  if (report === null) return null;
  const kinds = LINES.filter((kind) => report[kind].length > 0);
  if (kinds.length === 0 && report.broken.length === 0) return null;
  return (
    <Accordion variant="contained" multiple>
      {kinds.map((kind) => (
        <Accordion.Item key={kind} value={kind}>
          <Accordion.Control>
            {t(`knowledge.count_${kind}`)} ({report[kind].length})
          </Accordion.Control>
          <Accordion.Panel>
            <List size="sm">
              {report[kind].map((line) => (
                <List.Item key={line.item}>
                  {line.article !== null && shown.kind === "articles" && kind !== "missing" ? (
                    <Link to={`/knowledge/articles/${line.article}`}>{line.title}</Link>
                  ) : (
                    line.title
                  )}
                </List.Item>
              ))}
            </List>
          </Accordion.Panel>
        </Accordion.Item>
      ))}
      {report.broken.length > 0 && (
        <Accordion.Item value="broken">
          <Accordion.Control>
            {t("knowledge.count_broken")} ({report.broken.length})
          </Accordion.Control>
          <Accordion.Panel>
            <List size="sm">
              {report.broken.map((line) => (
                <List.Item key={line.item}>
                  {line.item}: {line.reason}
                </List.Item>
              ))}
            </List>
          </Accordion.Panel>
        </Accordion.Item>
      )}
    </Accordion>
  );
}
