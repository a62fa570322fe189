/** Whether one takes conversations right now. */
import { queryOptions, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { call } from "./call";
import type { PresenceName } from "./frames";

export const PRESENCES: readonly PresenceName[] = ["online", "busy", "away", "offline"];

interface OwnPresence {
  presence: PresenceName;
}

export const presenceQuery = queryOptions({
  queryKey: ["presence"],
  queryFn: () => call<OwnPresence>("GET", "/api/agent/presence"),
});

export function usePresence() {
  return useQuery(presenceQuery);
}

export function useSetPresence() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (presence: PresenceName) =>
      call<OwnPresence>("PUT", "/api/agent/presence", { presence }),
    onSuccess: (own) => client.setQueryData(presenceQuery.queryKey, own),
  });
}
