import { queryOptions, useQuery } from "@tanstack/react-query";
import { useCallback } from "react";
import { api } from "../api/client";
import type { components } from "../api/schema";

export type Intent = components["schemas"]["IntentView"];

export const intentsQuery = queryOptions({
  queryKey: ["learning", "intents"],
  queryFn: async () => (await api.GET("/api/learning/intents")).data?.intents ?? [],
});

/** How people call an intent: as the bot's buttons do, else its name without the dashes. */
export function useIntentName(): (name: string) => string {
  const { data } = useQuery(intentsQuery);
  return useCallback(
    (name) => data?.find((intent) => intent.name === name)?.label ?? readable(name),
    [data],
  );
}

/** `refund_status` → `refund status`. */
export function readable(name: string): string {
  return name.replaceAll(/[_/]+/g, " ").trim();
}
