import { Alert, Button, Group, Skeleton, Stack } from "@mantine/core";
import { IconInbox, IconSearch } from "@tabler/icons-react";
import { useCallback } from "react";
import { useLocale } from "../../locale/LocaleProvider";
import { narrowed } from "../filters";
import { useAssigneeName } from "../people";
import type { Place } from "../useInbox";
import { FilterChips, FilterMenu } from "./FilterMenu";
import { RowList } from "./RowList";
import styles from "./rows.module.css";
import { SearchField } from "./SearchField";
import type { Rows } from "./useRows";
import { useViewCounts, Views } from "./Views";

interface Props {
  place: Place;
  list: Rows;
  onTakeNext: () => void;
  taking: boolean;
}

/** Which conversations there are, and the way into each. */
export function ListPane({ place, list, onTakeNext, taking }: Props) {
  const { t } = useLocale();
  const { filters, choose, open, selected } = place;
  const assigneeOf = useAssigneeName();
  const waiting = useViewCounts().queue ?? 0;
  const { loadMore } = list;
  const onEnd = useCallback(() => loadMore(), [loadMore]);
  return (
    <section className={styles.pane} aria-label={t("inbox.list")}>
      <div className={styles.head}>
        <div className={styles.title}>
          <strong aria-hidden>{t("inbox.title")}</strong>
          <Button size="compact-sm" variant="light" loading={taking} onClick={onTakeNext}>
            {t("inbox.take_next")}
          </Button>
        </div>
        <Views view={filters.view} onChoose={(view) => choose({ ...filters, view })} />
        <Group gap={8} wrap="nowrap">
          <SearchField
            q={filters.q ?? ""}
            onSearch={(q) => {
              const { q: _before, ...rest } = filters;
              // Who searches means everything there is, not the list they happen to look at.
              choose(q.trim() === "" ? rest : { ...rest, view: "all", q: q.trim() });
            }}
          />
          <FilterMenu filters={filters} onChoose={choose} />
        </Group>
        <FilterChips filters={filters} onChoose={choose} />
      </div>
      {list.failed && list.rows.length === 0 && (
        <Alert m="sm" color="red" title={t("inbox.list.failed")}>
          {t("inbox.list.failed_hint")}
        </Alert>
      )}
      {!list.ready && !list.failed && <Loading />}
      {list.ready && list.rows.length === 0 && <Nothing place={place} waiting={waiting} />}
      {list.rows.length > 0 && (
        <RowList
          rows={list.rows}
          stale={list.stale}
          selected={selected}
          assigneeOf={assigneeOf}
          onOpen={open}
          onEnd={onEnd}
        />
      )}
    </section>
  );
}

function Loading() {
  return (
    <Stack gap={14} p="md" aria-hidden>
      {[0, 1, 2, 3, 4].map((one) => (
        <Group key={one} wrap="nowrap">
          <Skeleton circle height={38} />
          <Stack gap={8} flex={1}>
            <Skeleton height={10} width="55%" />
            <Skeleton height={10} />
          </Stack>
        </Group>
      ))}
    </Stack>
  );
}

/** An empty list says why it is empty, and what comes next. */
function Nothing({ place, waiting }: { place: Place; waiting: number }) {
  const locale = useLocale();
  const { t } = locale;
  const { filters, choose } = place;
  if (narrowed(filters)) {
    return (
      <div className={styles.empty}>
        <IconSearch size={32} aria-hidden />
        <h2>{t("inbox.nothing_found")}</h2>
        <p>{t("inbox.nothing_found_hint")}</p>
        <Button variant="light" onClick={() => choose({ view: filters.view })}>
          {t("inbox.filter.clear")}
        </Button>
      </div>
    );
  }
  return (
    <div className={styles.empty}>
      <IconInbox size={32} aria-hidden />
      <h2>{t(`inbox.empty.${filters.view}`)}</h2>
      <p>{t(`inbox.empty.${filters.view}_hint`)}</p>
      {filters.view === "mine" && waiting > 0 && (
        <Button variant="light" onClick={() => choose({ view: "queue" })}>
          {locale.count("inbox.see_queue", waiting)}
        </Button>
      )}
    </div>
  );
}
