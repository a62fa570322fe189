import { QueryClient } from "@tanstack/react-query";
import { Refusal } from "./client";

/** Answers of the API as the screens keep them. What was refused for good is not asked again. */
export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      retry: (failures, error) =>
        failures < 3 && !(error instanceof Refusal && error.status < 500 && error.status !== 408),
    },
  },
});
