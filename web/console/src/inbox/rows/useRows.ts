/** The listed conversations: pages as they are scrolled to, changes as they happen. */
import {
  type InfiniteData,
  keepPreviousData,
  type QueryClient,
  useInfiniteQuery,
} from "@tanstack/react-query";
import { useMemo } from "react";
import * as calls from "../calls";
import type { Filters } from "../filters";
import type { Row } from "../types";

/** Asked for anew this often, for changes that nobody told us of. */
const REFRESH_MS = 10_000;
const KEY = ["inbox", "rows"] as const;

type Pages = InfiniteData<calls.Page, string | null>;

export interface Rows {
  rows: readonly Row[];
  ready: boolean;
  failed: boolean;
  /** Those of the filters before, until the new ones come. */
  stale: boolean;
  more: boolean;
  loadMore: () => void;
}

export function useRows(filters: Filters): Rows {
  const query = useInfiniteQuery({
    queryKey: [...KEY, filters],
    queryFn: ({ pageParam, signal }) => calls.list(filters, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.after,
    placeholderData: keepPreviousData,
    refetchInterval: REFRESH_MS,
  });
  const { data, hasNextPage, isFetchingNextPage, fetchNextPage } = query;
  const rows = useMemo(() => onceEach(data?.pages.flatMap((page) => page.conversations)), [data]);
  return {
    rows,
    ready: query.isSuccess,
    failed: query.isError,
    stale: query.isPlaceholderData,
    more: hasNextPage,
    loadMore: () => {
      if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
    },
  };
}

/** A row that moved while pages were read may stand on two of them. */
function onceEach(rows: readonly Row[] = []): Row[] {
  const seen = new Set<string>();
  return rows.filter(({ id }) => !seen.has(id) && seen.add(id));
}

/** Shows changed rows at once in every list that holds them. Whether they still belong there, the server says. */
export function showRows(client: QueryClient, changed: readonly Row[]): void {
  const byId = new Map(changed.map((row) => [row.id, row]));
  client.setQueriesData<Pages>({ queryKey: KEY }, (data) => {
    if (data === undefined) return data;
    const touches = data.pages.some((page) => page.conversations.some(({ id }) => byId.has(id)));
    if (!touches) return data;
    const pages = data.pages.map((page) => ({
      ...page,
      conversations: page.conversations.map((row) => ({ ...row, ...byId.get(row.id) })),
    }));
    return { ...data, pages };
  });
  for (const row of changed) {
    client.setQueryData<Row>(["inbox", "row", row.id], (known) => ({ ...known, ...row }));
  }
}

/** Asks for the lists and their counts anew. */
export function refreshRows(client: QueryClient): void {
  void client.invalidateQueries({ queryKey: KEY });
  void client.invalidateQueries({ queryKey: ["inbox", "counts"] });
}
