/** Who works here, as the inbox needs to know. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect } from "react";
import { useMe } from "../api/session";
import * as calls from "./calls";
import type { Row } from "./types";

const NOBODY: calls.Colleague[] = [];

export function useColleagues(): readonly calls.Colleague[] {
  const { data } = useQuery({
    queryKey: ["inbox", "colleagues"],
    queryFn: calls.colleagues,
    retry: false,
  });
  return data ?? NOBODY;
}

/** The same, as they are whenever this becomes true: who is there, and what each holds, changes all the time. */
export function useColleaguesAt(opened: boolean): readonly calls.Colleague[] {
  const client = useQueryClient();
  useEffect(() => {
    if (opened) void client.invalidateQueries({ queryKey: ["inbox", "colleagues"] });
  }, [opened, client]);
  return useColleagues();
}

const NONE: calls.Team[] = [];

export function useTeams(): readonly calls.Team[] {
  const { data } = useQuery({ queryKey: ["inbox", "teams"], queryFn: calls.teams, retry: false });
  return data ?? NONE;
}

const UNTAGGED: calls.Tag[] = [];

export function useTags(): readonly calls.Tag[] {
  const { data } = useQuery({ queryKey: ["inbox", "tags"], queryFn: calls.tags, retry: false });
  return data ?? UNTAGGED;
}

/** The name of who holds a conversation, also while the bot runs a form for them; null when that is nobody, or oneself. */
export function useAssigneeName(): (row: Row) => string | null {
  const me = useMe();
  const others = useColleagues();
  return useCallback(
    ({ assignee, lent_by }: Row) => {
      const holder = assignee ?? lent_by ?? null;
      return holder === null || holder === me.id
        ? null
        : (others.find(({ id }) => id === holder)?.name ?? null);
    },
    [me.id, others],
  );
}
