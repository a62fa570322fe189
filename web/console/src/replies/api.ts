/** Ready answers, as the API tells them. */
import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { call } from "../api/call";

export interface Reply {
  id: string;
  /** What is typed after `/`. */
  shortcut: string;
  title: string;
  /** As it was written, with variables in braces. */
  template: string;
  /** Null: for everybody. */
  team: string | null;
  made_by: string | null;
  changed_at: string;
  used: number;
  used_at: string | null;
}

export interface Writing {
  shortcut: string;
  title: string;
  text: string;
  team: string | null;
}

const PATH = "/api/agent/canned";

export const repliesQuery = queryOptions({
  queryKey: ["canned"],
  queryFn: () => call<Reply[]>("GET", PATH),
});

/** A change of the ready answers; the list is asked for again. */
function useChange<Asked, Answer>(send: (asked: Asked) => Promise<Answer>, shown: boolean) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: send,
    meta: { shown },
    onSuccess: () => client.invalidateQueries({ queryKey: ["canned"] }),
  });
}

export const useWrite = () =>
  useChange(
    ({ id, writing }: { id: string | null; writing: Writing }) =>
      id === null
        ? call<Reply>("POST", PATH, writing)
        : call<Reply>("PATCH", `${PATH}/${id}`, writing),
    true,
  );

export const useRemove = () =>
  useChange((id: string) => call<void>("DELETE", `${PATH}/${id}`), false);
