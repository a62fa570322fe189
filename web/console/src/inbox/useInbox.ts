/** Where in the inbox one is: the address says it all, so that it can be kept, sent and gone back to. */
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useCallback, useMemo } from "react";
import { type Filters, filtersOf } from "./filters";

export interface Place {
  filters: Filters;
  /** The conversation that is open. */
  selected: string | null;
  choose: (filters: Filters) => void;
  /** Opens a conversation; null closes it. */
  open: (conversation: string | null) => void;
}

export function useInbox(): Place {
  const navigate = useNavigate();
  const search = useSearch({ strict: false }) as Record<string, unknown>;
  const params = useParams({ strict: false }) as Record<string, string | undefined>;
  const key = JSON.stringify(filtersOf(search));
  const filters = useMemo(() => JSON.parse(key) as Filters, [key]);
  const selected = params.conversation ?? null;

  const choose = useCallback(
    (next: Filters) => {
      const to = selected === null ? "/inbox" : `/inbox/${selected}`;
      void navigate({ to, search: next as never, replace: true });
    },
    [navigate, selected],
  );
  const open = useCallback(
    (conversation: string | null) => {
      const to = conversation === null ? "/inbox" : `/inbox/${conversation}`;
      void navigate({ to, search: filters as never });
    },
    [navigate, filters],
  );
  return useMemo(() => ({ filters, selected, choose, open }), [filters, selected, choose, open]);
}
