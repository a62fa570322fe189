/** The reports, as the API tells them. */
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api } from "../api/client";
import type { components } from "../api/schema";
import type { Days, Step } from "./period";

type Schemas = components["schemas"];
export type Today = Schemas["TodayView"];
export type Compared = Schemas["ComparedView"];
export type Series = Schemas["SeriesView"];
export type Point = Schemas["PointView"];
export type IntentRow = Schemas["IntentFigures"];
export type ArticleRow = Schemas["ArticleFigures"];
export type AgentRow = Schemas["AgentFigures"];

const LIVE_MS = 20_000;
const REPORT_MS = 60_000;

export const todayQuery = queryOptions({
  queryKey: ["insights", "today"],
  queryFn: async () => (await api.GET("/api/analytics/today")).data ?? null,
  refetchInterval: LIVE_MS,
});

export function seriesQuery(days: Days, step: Step) {
  return queryOptions({
    queryKey: ["insights", "series", days, step],
    queryFn: async () =>
      (await api.GET("/api/analytics/series", { params: { query: { ...days, step } } })).data ??
      null,
    refetchInterval: REPORT_MS,
    placeholderData: keepPreviousData,
  });
}

export function intentsQuery(days: Days) {
  return queryOptions({
    queryKey: ["insights", "intents", days],
    queryFn: async () =>
      (await api.GET("/api/analytics/intents", { params: { query: days } })).data?.rows ?? [],
    refetchInterval: REPORT_MS,
    placeholderData: keepPreviousData,
  });
}

export function articlesQuery(days: Days) {
  return queryOptions({
    queryKey: ["insights", "articles", days],
    queryFn: async () =>
      (await api.GET("/api/analytics/articles", { params: { query: days } })).data?.rows ?? [],
    refetchInterval: REPORT_MS,
    placeholderData: keepPreviousData,
  });
}

export function agentsQuery(days: Days) {
  return queryOptions({
    queryKey: ["insights", "agents", days],
    queryFn: async () =>
      (await api.GET("/api/analytics/agents", { params: { query: days } })).data?.rows ?? [],
    refetchInterval: REPORT_MS,
    placeholderData: keepPreviousData,
  });
}

/** The address of a table as a file for spreadsheets. */
export function fileOf(
  table: "series" | "intents" | "articles" | "agents",
  days: Days,
  language: string,
  step?: Step,
): string {
  const query = new URLSearchParams({ ...days, language, ...(step === undefined ? {} : { step }) });
  return `/api/analytics/${table}.csv?${query}`;
}
