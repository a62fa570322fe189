/** What the bot can learn from use, as the API tells it. */
import {
  infiniteQueryOptions,
  queryOptions,
  useMutation,
  useQueryClient,
} from "@tanstack/react-query";
import { call } from "../api/call";
import type { components } from "../api/schema";

type Schemas = components["schemas"];
export type Item = Schemas["ReviewItemView"];
export type Groups = Schemas["GroupsView"];
export type Group = Schemas["GroupView"];
export type Decision = Schemas["DecisionView"];
export type Run = Schemas["RunView"];
export type Trial = Schemas["TrialView"];
export type Version = Schemas["prosa__learning__model_schemas__VersionView"];
export type Reason = Item["reasons"][number];

const PATH = "/api/learning";
const PAGE = 50;

export const reviewQuery = (reason: Reason | "") =>
  infiniteQueryOptions({
    queryKey: ["learning", "review", reason],
    queryFn: ({ pageParam }) => {
      const query = new URLSearchParams({
        limit: String(PAGE),
        ...(reason === "" ? {} : { reason }),
        ...(pageParam === null ? {} : { after: pageParam }),
      });
      return call<Schemas["ReviewPageView"]>("GET", `${PATH}/review?${query}`);
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.after,
  });

const GATHERING_MS = 2_000;

export const groupsQuery = queryOptions({
  queryKey: ["learning", "groups"],
  queryFn: () => call<Groups>("GET", `${PATH}/groups`),
  refetchInterval: ({ state }) => (state.data?.making ? GATHERING_MS : false),
});

const LOOK_MS = 700;

export const trainingQuery = queryOptions({
  queryKey: ["learning", "training"],
  queryFn: () => call<Run | null>("GET", `${PATH}/training`),
  refetchInterval: ({ state }) => (state.data?.state === "running" ? LOOK_MS : false),
});

export const modelsQuery = queryOptions({
  queryKey: ["learning", "models"],
  queryFn: async () => (await call<{ versions: Version[] }>("GET", `${PATH}/models`)).versions,
});

/** A change of what is learned; the parts of it that are named are asked for again. */
function useChange<Asked, Answer>(send: (asked: Asked) => Promise<Answer>, parts: string[]) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: send,
    meta: { shown: true },
    onSuccess: () =>
      Promise.all(parts.map((part) => client.invalidateQueries({ queryKey: ["learning", part] }))),
  });
}

export interface Acceptance {
  id: string;
  intent: string;
  isNew: boolean;
}

// The list itself stays as it is while one works through it: what was decided only changes its look.
export const useAccept = () =>
  useChange(
    ({ id, intent, isNew }: Acceptance) =>
      call<Decision>("POST", `${PATH}/review/${id}/accept`, { intent, new_intent: isNew }),
    ["intents", "groups"],
  );

export const useDismiss = () =>
  useChange((id: string) => call<Item>("POST", `${PATH}/review/${id}/dismiss`), ["groups"]);

export const useReopen = () =>
  useChange(
    (id: string) => call<Item>("POST", `${PATH}/review/${id}/reopen`),
    ["intents", "groups"],
  );

export const useAcceptGroup = () =>
  useChange(
    (group: { items: readonly string[]; intent: string; new_intent: boolean }) =>
      call<Schemas["GroupDecisionView"]>("POST", `${PATH}/groups/accept`, group),
    ["intents", "groups", "review"],
  );

export const useTrain = () =>
  useChange(
    (even_if_worse: boolean) => call<Run>("POST", `${PATH}/train`, { even_if_worse }),
    ["training"],
  );

export const useModel = () =>
  useChange(
    (version: string) => call<unknown>("POST", `${PATH}/models/${version}/use`),
    ["models"],
  );
