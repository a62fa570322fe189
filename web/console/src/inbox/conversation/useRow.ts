import { useQuery } from "@tanstack/react-query";
import * as calls from "../calls";
import type { useLog } from "../log/logs";
import type { Row } from "../types";

const END = 2 ** 31 - 1;

/** The conversation as it stands: as the list has it, else asked for; who owns it, as its events tell. */
export function useRow(
  id: string,
  known: Row | null,
  log: ReturnType<typeof useLog>["held"]["log"],
) {
  const { data, isError } = useQuery({
    queryKey: ["inbox", "row", id],
    queryFn: async () => (await calls.stretch(id, END, 1)).conversation,
    staleTime: 5_000,
  });
  const row: Row | null = data === undefined ? known : { ...known, ...data };
  return { row: row === null ? null : standing(row, log), missing: isError && row === null };
}

/** Events reach this page before the row that follows from them does. */
function standing(row: Row, { standing, events }: ReturnType<typeof useLog>["held"]["log"]): Row {
  const newest = events.at(-1)?.offset ?? -1;
  if (standing === null || newest <= row.last_offset) return row;
  return { ...row, owner: standing.owner, assignee: standing.agent };
}
