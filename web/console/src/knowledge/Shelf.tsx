import { Anchor, Button, Group, Paper, Stack, Text } from "@mantine/core";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useMay } from "../api/session";
import { type ArticleRow, articlesQuery } from "../insights/api";
import { lastDays } from "../insights/period";
import { useLocale } from "../locale/LocaleProvider";
import { Pending } from "../shell/Pending";
import { RefusalAlert } from "../shell/RefusalAlert";
import { type Entry, shelfQuery, type Wanted } from "./api";
import { StatusBadges } from "./StatusBadges";

interface ShelfProps {
  wanted: Wanted;
  /** Shown when there is no such article. */
  nothing: ReactNode;
  /** Asks for those with a tag; without it tags are only told. */
  onTag?: (tag: string) => void;
}

/** The articles that are wanted, page by page. */
export function Shelf({ wanted, nothing, onTag }: ShelfProps) {
  const { t } = useLocale();
  const shelf = useInfiniteQuery(shelfQuery(wanted));
  const shown = useShown();
  const entries = shelf.data?.pages.flatMap((page) => page.articles) ?? [];
  return (
    <>
      <RefusalAlert error={shelf.error} />
      {shelf.data === undefined ? (
        shelf.error === null && <Pending />
      ) : entries.length === 0 ? (
        nothing
      ) : (
        <Stack component="ul" gap="xs" p={0} m={0}>
          {entries.map((entry) => (
            <Row key={entry.id} entry={entry} shown={shown.get(entry.id)} onTag={onTag} />
          ))}
        </Stack>
      )}
      {shelf.hasNextPage && (
        <Button
          variant="default"
          loading={shelf.isFetchingNextPage}
          onClick={() => void shelf.fetchNextPage()}
        >
          {t("knowledge.more")}
        </Button>
      )}
    </>
  );
}

interface RowProps {
  entry: Entry;
  shown: { shown: number; settled: number } | undefined;
  onTag: ((tag: string) => void) | undefined;
}

function Row({ entry, shown, onTag }: RowProps) {
  const locale = useLocale();
  const { t } = locale;
  return (
    <Paper component="li" withBorder p="md" radius="md" style={{ listStyle: "none" }}>
      <Group justify="space-between" align="flex-start" gap="xs">
        <Anchor
          component={Link}
          to={`/knowledge/articles/${entry.id}` as never}
          fw={600}
          flex="1 1 16rem"
        >
          {entry.title}
        </Anchor>
        <StatusBadges entry={entry} />
      </Group>
      {entry.summary !== "" && (
        <Text size="sm" c="dimmed" lineClamp={2}>
          {entry.summary}
        </Text>
      )}
      <Group gap="xs" mt={6}>
        {entry.tags.slice(0, 5).map((tag) => (
          <Button
            key={tag}
            size="compact-xs"
            variant="default"
            aria-label={t("knowledge.with_tag", { tag })}
            disabled={onTag === undefined}
            onClick={() => onTag?.(tag)}
          >
            {tag}
          </Button>
        ))}
        {shown !== undefined && (
          <Text size="xs" c="dimmed">
            {t("knowledge.performance", {
              shown: locale.number(shown.shown),
              settled: locale.number(shown.settled),
            })}
          </Text>
        )}
        {entry.updated_at !== null && (
          <Text size="xs" c="dimmed">
            {t(entry.updated_by_name === null ? "knowledge.updated" : "knowledge.updated_by", {
              when: locale.date(entry.updated_at),
              name: entry.updated_by_name ?? "",
            })}
          </Text>
        )}
      </Group>
    </Paper>
  );
}

/** How often each article was shown in the last month; supervisors only. */
export function useShown(): Map<string, ArticleRow> {
  const enabled = useMay("supervisor");
  const { data } = useQuery({ ...articlesQuery(lastDays("30", new Date())), enabled });
  return new Map(data?.map((row) => [row.article, row]) ?? []);
}
