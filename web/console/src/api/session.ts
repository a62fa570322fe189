/** Who is signed in on this page, and what they may do. */
import { queryOptions, useQuery } from "@tanstack/react-query";
import { call } from "./call";
import { queries } from "./queries";
import type { components } from "./schema";

export type Role = components["schemas"]["Role"];
export type Me = components["schemas"]["PersonView"];
export type Status = components["schemas"]["StatusView"];

const RANK: Record<Role, number> = { agent: 0, supervisor: 1, admin: 2 };

const AGAIN_MS = 3_000;

export const statusQuery = queryOptions({
  queryKey: ["auth", "status"],
  queryFn: () => call<Status>("GET", "/api/auth/status"),
  staleTime: 5 * 60_000,
  // A console that was opened without a connection, or while the server was away, opens once there is one.
  refetchInterval: ({ state }) => (state.status === "error" ? AGAIN_MS : false),
});

export function useStatus() {
  return useQuery(statusQuery);
}

/** Who is signed in. Only below the shell, which shows nothing to others. */
export function useMe(): Me {
  const { data } = useStatus();
  if (data?.signed_in == null) throw new Error("nobody is signed in");
  return data.signed_in;
}

/** Whether this role may do what needs the other. */
export function atLeast(role: Role, needed: Role): boolean {
  return RANK[role] >= RANK[needed];
}

/** Whether the person may do what needs this role. */
export function useMay(needed: Role): boolean {
  return atLeast(useMe().role, needed);
}

/** Asks the server again who is signed in; what was kept for somebody else is forgotten. */
export async function renewSession(): Promise<void> {
  queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== "auth" });
  await queries.invalidateQueries({ queryKey: statusQuery.queryKey });
}
