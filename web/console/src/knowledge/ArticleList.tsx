import { Anchor, Button, Group, Paper, Select, Stack, Text, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconBook2, IconSearch } from "@tabler/icons-react";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useRef, useState } from "react";
import { useMay } from "../api/session";
import { type ArticleRow, articlesQuery } from "../insights/api";
import { lastDays } from "../insights/period";
import { useLocale } from "../locale/LocaleProvider";
import { Empty } from "../shell/Empty";
import { Pending } from "../shell/Pending";
import { RefusalAlert } from "../shell/RefusalAlert";
import { useShortcut } from "../shell/shortcuts";
import { type Entry, shelfQuery, type Wanted } from "./api";
import { StatusBadges } from "./StatusBadges";

const ALL: Wanted = { title: "", status: "", origin: "", tag: "", source: "" };
const STATUSES = ["draft", "published", "unpublished"] as const;
const ORIGINS = ["desk", "pack"] as const;

/** All articles, with what may be asked of them. */
export function ArticleList() {
  const { t } = useLocale();
  const [wanted, setWanted] = useState(ALL);
  const [asked] = useDebouncedValue(wanted, 250);
  const search = useRef<HTMLInputElement>(null);
  useShortcut("/", t("knowledge.search"), () => search.current?.focus());
  const shelf = useInfiniteQuery(shelfQuery(asked));
  const shown = useShown();
  const entries = shelf.data?.pages.flatMap((page) => page.articles) ?? [];
  return (
    <Stack>
      <Group align="flex-end" gap="sm">
        <TextInput
          ref={search}
          flex="1 1 14rem"
          type="search"
          label={t("knowledge.search")}
          placeholder={t("knowledge.search_hint")}
          leftSection={<IconSearch size={16} aria-hidden />}
          maxLength={200}
          value={wanted.title}
          onChange={({ currentTarget }) => setWanted({ ...wanted, title: currentTarget.value })}
        />
        <Select
          label={t("knowledge.status")}
          w={160}
          value={wanted.status}
          data={[
            { value: "", label: t("knowledge.any") },
            ...STATUSES.map((value) => ({ value, label: t(`knowledge.status_${value}`) })),
          ]}
          allowDeselect={false}
          onChange={(status) =>
            setWanted({ ...wanted, status: STATUSES.find((one) => one === status) ?? "" })
          }
        />
        <Select
          label={t("knowledge.origin")}
          w={180}
          value={wanted.origin}
          data={[
            { value: "", label: t("knowledge.any") },
            ...ORIGINS.map((value) => ({ value, label: t(`knowledge.origin_${value}`) })),
          ]}
          allowDeselect={false}
          onChange={(origin) =>
            setWanted({ ...wanted, origin: ORIGINS.find((one) => one === origin) ?? "" })
          }
        />
        {wanted.tag !== "" && (
          <Button variant="light" onClick={() => setWanted({ ...wanted, tag: "" })}>
            {t("knowledge.without_tag", { tag: wanted.tag })}
          </Button>
        )}
      </Group>
      <RefusalAlert error={shelf.error} />
      {shelf.data === undefined ? (
        shelf.error === null && <Pending />
      ) : entries.length === 0 ? (
        <Nothing asking={JSON.stringify(asked) !== JSON.stringify(ALL)} />
      ) : (
        <Stack component="ul" gap="xs" p={0} m={0}>
          {entries.map((entry) => (
            <Row
              key={entry.id}
              entry={entry}
              shown={shown.get(entry.id)}
              onTag={(tag) => setWanted({ ...wanted, tag })}
            />
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
    </Stack>
  );
}

interface RowProps {
  entry: Entry;
  shown: { shown: number; settled: number } | undefined;
  onTag: (tag: string) => void;
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
            onClick={() => onTag(tag)}
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

function Nothing({ asking }: { asking: boolean }) {
  const { t } = useLocale();
  if (asking)
    return <Empty title={t("knowledge.nothing_found")}>{t("knowledge.nothing_found_help")}</Empty>;
  return (
    <Empty icon={<IconBook2 />} title={t("knowledge.empty")}>
      {t("knowledge.empty_help")}
    </Empty>
  );
}

/** How often each article was shown in the last month; supervisors only. */
export function useShown(): Map<string, ArticleRow> {
  const enabled = useMay("supervisor");
  const { data } = useQuery({ ...articlesQuery(lastDays("30", new Date())), enabled });
  return new Map(data?.map((row) => [row.article, row]) ?? []);
}
