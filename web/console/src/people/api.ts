/** The people who work here, as the API tells them. */
import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { call } from "../api/call";
import type { Role } from "../api/session";

export interface Person {
  id: string;
  name: string;
  email: string;
  role: Role;
  teams: string[];
  skills: string[];
  max_conversations: number;
  disabled: boolean;
  has_password: boolean;
  totp: boolean;
  last_seen_at: string | null;
}

export interface Team {
  id: string;
  name: string;
  description: string;
  skills: string[];
  members: string[];
}

export interface Invitation {
  id: string;
  email: string;
  role: Role;
  invited_by: string | null;
  expires_at: string;
}

export interface AuditEntry {
  id: number;
  at: string;
  by: string | null;
  by_name: string | null;
  action: string;
  subject: string;
  detail: Record<string, unknown>;
}

export interface NewInvitation {
  email: string;
  role: Role;
  teams: string[];
  skills: string[];
}

export type PersonChanges = Pick<
  Person,
  "name" | "role" | "teams" | "skills" | "max_conversations"
>;
export type TeamValues = Pick<Team, "name" | "description" | "skills" | "members">;

const PATH = "/api/people";

export const peopleQuery = queryOptions({
  queryKey: ["people", "agents"],
  queryFn: () => call<Person[]>("GET", PATH),
});
export const teamsQuery = queryOptions({
  queryKey: ["people", "teams"],
  queryFn: () => call<Team[]>("GET", `${PATH}/teams`),
});
export const invitationsQuery = queryOptions({
  queryKey: ["people", "invitations"],
  queryFn: () => call<Invitation[]>("GET", `${PATH}/invitations`),
});

export const PAGE = 50;

export function auditPage(before: number | null): Promise<AuditEntry[]> {
  const after = before === null ? "" : `&before=${before}`;
  return call("GET", `${PATH}/audit?limit=${PAGE}${after}`);
}

/** A change of who works here; what is shown of them is asked for again. */
function useChange<Wanted, Answer>(send: (wanted: Wanted) => Promise<Answer>, shown = false) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: send,
    meta: { shown },
    onSuccess: () => client.invalidateQueries({ queryKey: ["people"] }),
  });
}

interface Link {
  link: string;
}

export const useInvite = () =>
  useChange((wanted: NewInvitation) => call<Link>("POST", `${PATH}/invitations`, wanted), true);

export const useWithdraw = () =>
  useChange((id: string) => call<void>("DELETE", `${PATH}/invitations/${id}`));

export const useChangePerson = () =>
  useChange(
    ({ id, ...changes }: Partial<PersonChanges> & { id: string }) =>
      call<Person>("PATCH", `${PATH}/${id}`, changes),
    true,
  );

export const useReset = () => useChange((id: string) => call<Link>("POST", `${PATH}/${id}/reset`));

export const useSetDisabled = () =>
  useChange(({ id, disabled }: { id: string; disabled: boolean }) =>
    call<unknown>("POST", `${PATH}/${id}/${disabled ? "disable" : "enable"}`),
  );

export const useSaveTeam = () =>
  useChange(
    ({ id, values }: { id: string | null; values: TeamValues }) =>
      id === null
        ? call<Team>("POST", `${PATH}/teams`, values)
        : call<Team>("PATCH", `${PATH}/teams/${id}`, values),
    true,
  );

export const useDeleteTeam = () =>
  useChange((id: string) => call<void>("DELETE", `${PATH}/teams/${id}`));
