/** The people who work here, as the API tells them. */
import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { call } from "../api/call";
import type { components } from "../api/schema";
import type { Role } from "../api/session";

type Schemas = components["schemas"];

export type Person = Schemas["PersonView"];
export type Team = Schemas["TeamView"];
export type Invitation = Schemas["InvitationView"];
export type Audit = Schemas["AuditView"];
export type AuditEntry = Schemas["AuditEntryView"];

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

/** A page of the log, newest first; `before`: what the page before said. */
export function auditPage(before: number | null): Promise<Audit> {
  return call("GET", `${PATH}/audit${before === null ? "" : `?before=${before}`}`);
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

export const useRemoveSecondFactor = () =>
  useChange((id: string) => call<Person>("DELETE", `${PATH}/${id}/totp`));

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
