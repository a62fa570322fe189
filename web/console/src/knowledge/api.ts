/** The knowledge base, as the API tells it. */
import {
  infiniteQueryOptions,
  keepPreviousData,
  queryOptions,
  useMutation,
  useQueryClient,
} from "@tanstack/react-query";
import { call } from "../api/call";
import { api, refusalOf } from "../api/client";
import type { components } from "../api/schema";

type Schemas = components["schemas"];
export type Entry = Omit<Schemas["ListedView"], "read_at">;
export type Article = Schemas["ArticleView"];
export type ArticleText = Omit<Schemas["Save"], "based_on">;
export type Version = Schemas["prosa__library__schemas__VersionView"];
export type Difference = Schemas["DifferenceView"];
export type Import = Schemas["ImportView"];
export type ImportOrder = Schemas["ImportOrder"];

export interface Wanted {
  title: string;
  status: "draft" | "published" | "unpublished" | "";
  origin: "pack" | "desk" | "";
  tag: string;
  source: string;
}

/** No matter which. */
export const ALL: Wanted = { title: "", status: "", origin: "", tag: "", source: "" };

const PATH = "/api/knowledge";
const PAGE = 50;

/** Only what is asked for. */
function asked(wanted: Wanted): Record<string, string> {
  return Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== ""));
}

export const shelfQuery = (wanted: Wanted) =>
  infiniteQueryOptions({
    queryKey: ["knowledge", "articles", wanted],
    queryFn: async ({ pageParam }) => {
      const after = pageParam === null ? {} : { after: pageParam };
      const query = new URLSearchParams({ ...asked(wanted), ...after, limit: String(PAGE) });
      return call<Schemas["ShelfPageView"]>("GET", `${PATH}/articles?${query}`);
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.after,
    placeholderData: keepPreviousData,
  });

export const articleQuery = (id: string) =>
  queryOptions({
    queryKey: ["knowledge", "article", id],
    queryFn: () => call<Article>("GET", `${PATH}/articles/${id}`),
    // What somebody is editing does not change below their hands.
    refetchOnWindowFocus: false,
  });

export const previewQuery = (body: string) =>
  queryOptions({
    queryKey: ["knowledge", "preview", body],
    queryFn: async () =>
      (await api.POST("/api/knowledge/preview", { body: { body } })).data ?? null,
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 30_000,
  });

export const versionsQuery = (id: string) =>
  infiniteQueryOptions({
    queryKey: ["knowledge", "versions", id],
    queryFn: ({ pageParam }) => {
      const before = pageParam === null ? "" : `?before=${pageParam}`;
      return call<{ versions: Version[]; before: number | null }>(
        "GET",
        `${PATH}/articles/${id}/versions${before}`,
      );
    },
    initialPageParam: null as number | null,
    getNextPageParam: (page) => page.before,
  });

export const differenceQuery = (id: string, before: number, after: number) =>
  queryOptions({
    queryKey: ["knowledge", "difference", id, before, after],
    queryFn: () =>
      call<Difference>("GET", `${PATH}/articles/${id}/compare?before=${before}&after=${after}`),
    staleTime: Number.POSITIVE_INFINITY,
  });

const LOOK_MS = 1_000;

export const importsQuery = queryOptions({
  queryKey: ["knowledge", "imports"],
  queryFn: () => call<Schemas["ImportsView"]>("GET", `${PATH}/imports`),
  refetchInterval: ({ state }) =>
    state.data?.imports.some((one) => one.state === "running") ? LOOK_MS : false,
});

/** A change of the knowledge base; what is shown of it is asked for again. */
function useChange<Asked, Answer>(send: (asked: Asked) => Promise<Answer>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: send,
    meta: { shown: true },
    onSuccess: () => client.invalidateQueries({ queryKey: ["knowledge"] }),
  });
}

export const useCreate = () =>
  useChange((text: Partial<ArticleText> & { title: string }) =>
    call<Article>("POST", `${PATH}/articles`, text),
  );

export const useSave = (id: string) =>
  useChange((save: ArticleText & { based_on: number }) =>
    call<Article>("POST", `${PATH}/articles/${id}/versions`, save),
  );

export const usePublish = () =>
  useChange((id: string) => call<Article>("POST", `${PATH}/articles/${id}/publish`, {}));

export const useUnpublish = () =>
  useChange((id: string) => call<Article>("POST", `${PATH}/articles/${id}/unpublish`));

export const useRollBack = (id: string) =>
  useChange((back: { version: number; based_on: number }) =>
    call<Article>("POST", `${PATH}/articles/${id}/rollback`, back),
  );

export interface Wishes {
  kind: "articles" | "products";
  dry_run: boolean;
  publish: boolean;
  remove_missing: boolean;
}

/** Where an import comes from: a place on the web, or a file of this machine. */
export type Origin = { address: string } | { file: File };

export const useImport = () =>
  useChange(async ({ origin, wishes }: { origin: Origin; wishes: Wishes }) => {
    if ("address" in origin)
      return call<Import>("POST", `${PATH}/imports`, { address: origin.address, ...wishes });
    const { file } = origin;
    const query = new URLSearchParams({
      name: file.name.slice(-200),
      kind: wishes.kind,
      dry_run: String(wishes.dry_run),
      publish: String(wishes.publish),
      remove_missing: String(wishes.remove_missing),
    });
    return upload(`${PATH}/uploads?${query}`, file);
  });

async function upload(path: string, file: File): Promise<Import> {
  const response = await fetch(path, { method: "POST", credentials: "same-origin", body: file });
  if (!response.ok) throw await refusalOf(response);
  return response.json();
}
