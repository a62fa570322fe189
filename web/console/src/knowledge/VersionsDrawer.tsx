import { Badge, Button, Drawer, Group, Paper, Stack, Text } from "@mantine/core";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useMay } from "../api/session";
import { useLocale } from "../locale/LocaleProvider";
import { RefusalAlert } from "../shell/RefusalAlert";
import { type Article, differenceQuery, useRollBack, type Version, versionsQuery } from "./api";

interface VersionsDrawerProps {
  opened: boolean;
  onClose: () => void;
  article: Article;
  newest: number;
}

/** Every save of an article, what differs from the newest, and the way back. */
export function VersionsDrawer({ opened, onClose, article, newest }: VersionsDrawerProps) {
  const { t } = useLocale();
  const versions = useInfiniteQuery({ ...versionsQuery(article.id), enabled: opened });
  return (
    <Drawer
      opened={opened}
      onClose={onClose}
      position="right"
      size="lg"
      title={t("knowledge.versions")}
      closeButtonProps={{ "aria-label": t("shell.close") }}
    >
      <Stack>
        <RefusalAlert error={versions.error} />
        {versions.data?.pages
          .flatMap((page) => page.versions)
          .map((version) => (
            <VersionCard
              key={version.number}
              version={version}
              article={article}
              newest={newest}
              onRestored={onClose}
            />
          ))}
        {versions.hasNextPage && (
          <Button variant="default" onClick={() => void versions.fetchNextPage()}>
            {t("knowledge.more")}
          </Button>
        )}
      </Stack>
    </Drawer>
  );
}

interface VersionCardProps {
  version: Version;
  article: Article;
  newest: number;
  onRestored: () => void;
}

function VersionCard({ version, article, newest, onRestored }: VersionCardProps) {
  const locale = useLocale();
  const { t } = locale;
  const writes = useMay("supervisor");
  const [comparing, setComparing] = useState(false);
  const back = useRollBack(article.id);
  const number = version.number;
  return (
    <Paper withBorder p="md" radius="md">
      <Group justify="space-between">
        <Text fw={600}>{t("knowledge.version", { number })}</Text>
        <Group gap={6}>
          {number === newest && <Badge variant="default">{t("knowledge.newest")}</Badge>}
          {number === article.published_version && (
            <Badge variant="light">{t("knowledge.status_published")}</Badge>
          )}
        </Group>
      </Group>
      <Text size="sm" c="dimmed">
        {[locale.moment(version.at), version.by_name].filter(Boolean).join(" · ")}
      </Text>
      {number !== newest && (
        <Group gap="xs" mt="xs">
          <Button
            size="compact-sm"
            variant="default"
            aria-expanded={comparing}
            aria-label={t("knowledge.compare_named", { number })}
            onClick={() => setComparing(!comparing)}
          >
            {t("knowledge.compare")}
          </Button>
          {writes && (
            <Button
              size="compact-sm"
              variant="light"
              aria-label={t("knowledge.restore_named", { number })}
              loading={back.isPending}
              onClick={() =>
                back.mutate({ version: number, based_on: newest }, { onSuccess: onRestored })
              }
            >
              {t("knowledge.restore")}
            </Button>
          )}
        </Group>
      )}
      <RefusalAlert error={back.error} />
      {comparing && <Changes id={article.id} before={number} after={newest} />}
    </Paper>
  );
}

const MARKS = {
  same: { sign: " ", colour: undefined },
  removed: { sign: "−", colour: "var(--mantine-color-red-light)" },
  added: { sign: "+", colour: "var(--mantine-color-teal-light)" },
} as const;

/** What differs, field by field and line by line; signs say it as well as colours. */
function Changes({ id, before, after }: { id: string; before: number; after: number }) {
  const { t, maybe } = useLocale();
  const { data, error } = useQuery(differenceQuery(id, before, after));
  if (data === undefined) return <RefusalAlert error={error} />;
  return (
    <Stack gap="xs" mt="sm">
      {data.fields.length === 0 && data.body.length === 0 && (
        <Text size="sm">{t("knowledge.no_difference")}</Text>
      )}
      {data.fields.map(({ field, before: was, after: is }) => (
        <div key={field}>
          <Text size="sm" fw={600}>
            {maybe(`knowledge.field_${field}`) ?? field}
          </Text>
          <Line kind="removed" text={was} />
          <Line kind="added" text={is} />
        </div>
      ))}
      {data.body.length > 0 && (
        <div>
          <Text size="sm" fw={600}>
            {t("knowledge.field_body")}
          </Text>
          {data.body.map(({ kind, text }, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a comparison never changes
            <Line key={place} kind={kind} text={text} />
          ))}
        </div>
      )}
    </Stack>
  );
}

function Line({ kind, text }: { kind: keyof typeof MARKS; text: string }) {
  const { sign, colour } = MARKS[kind];
  const tag = kind === "added" ? "ins" : kind === "removed" ? "del" : "span";
  return (
    <Text
      component={tag}
      ff="monospace"
      size="xs"
      px={6}
      style={{
        display: "block",
        background: colour,
        whiteSpace: "pre-wrap",
        overflowWrap: "anywhere",
        textDecoration: "none",
      }}
    >
      {sign} {text}
    </Text>
  );
}
