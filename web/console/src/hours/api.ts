/** When people answer, and what customers are promised, as the API tells it. */
import { keepPreviousData, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { call } from "../api/call";

export const WEEKDAYS = [
  "monday",
  "tuesday",
  "wednesday",
  "thursday",
  "friday",
  "saturday",
  "sunday",
] as const;
export type Weekday = (typeof WEEKDAYS)[number];

export interface Opening {
  /** `08:00`. */
  opens: string;
  closes: string;
}

export const OUTSIDE = ["message", "queue", "ticket", "bot"] as const;

/** What the bot does and says when a person is wanted outside the hours. */
export interface Outside {
  does: (typeof OUTSIDE)[number];
  /** Empty: what the pack says. `{{volta}}`, `{{posicao}}` and `{{chamado}}` are filled in. */
  says: string;
}

/** What customers would read at the next closing. */
export interface Preview {
  at: string;
  reopens_at: string | null;
  /** "amanhã às 9h". */
  reopens: string;
  text: string;
}

export interface Hours {
  /** Days that are missing are closed; without any: always open. */
  days: Partial<Record<Weekday, Opening>>;
  holidays: "national" | "none";
  /** Dates. */
  closed_on: string[];
  outside: Outside;
}

export interface ChannelHours {
  channel: string;
  timezone: string;
  hours: Hours;
  /** False: as the pack says. */
  own: boolean;
  /** Now. */
  open: boolean;
}

export interface AllHours {
  channels: ChannelHours[];
  /** National ones of this year and the next, by date. */
  holidays: Record<string, string>;
}

export const URGENCIES = ["urgent", "high", "medium", "low"] as const;
export type Urgency = (typeof URGENCIES)[number];
export const PROMISES = [
  "first_response_minutes",
  "next_response_minutes",
  "resolution_minutes",
] as const;
export type ServiceLevel = Record<(typeof PROMISES)[number], number | null>;

export interface ServiceLevels {
  levels: Partial<Record<Urgency, ServiceLevel>>;
}

export const hoursQuery = queryOptions({
  queryKey: ["hours"],
  queryFn: () => call<AllHours>("GET", "/api/agent/hours"),
});

export const levelsQuery = queryOptions({
  queryKey: ["service-levels"],
  queryFn: () => call<ServiceLevels>("GET", "/api/agent/service-levels"),
});

export const previewQuery = (
  channel: string,
  asked: { timezone: string; hours: Hours },
  enabled: boolean,
) =>
  queryOptions({
    queryKey: ["hours", "preview", channel, asked],
    queryFn: () =>
      call<Preview | null>(
        "POST",
        `/api/agent/hours/${encodeURIComponent(channel)}/preview`,
        asked,
      ),
    enabled,
    retry: false,
    placeholderData: keepPreviousData,
  });

export function useSaveHours() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ channel, timezone, hours }: Omit<ChannelHours, "own" | "open">) =>
      call<AllHours>("PUT", `/api/agent/hours/${encodeURIComponent(channel)}`, { timezone, hours }),
    meta: { shown: true },
    onSuccess: (all) => client.setQueryData(hoursQuery.queryKey, all),
  });
}

export function useResetHours() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (channel: string) =>
      call<AllHours>("DELETE", `/api/agent/hours/${encodeURIComponent(channel)}`),
    onSuccess: (all) => client.setQueryData(hoursQuery.queryKey, all),
  });
}

export function useSaveLevels() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (levels: ServiceLevels["levels"]) =>
      call<ServiceLevels>("PUT", "/api/agent/service-levels", { levels }),
    meta: { shown: true },
    onSuccess: (saved) => client.setQueryData(levelsQuery.queryKey, saved),
  });
}
