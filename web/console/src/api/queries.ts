import { MutationCache, QueryClient } from "@tanstack/react-query";
import { Refusal } from "./client";
import { tellRefusal } from "./refusals";

declare module "@tanstack/react-query" {
  interface Register {
    mutationMeta: {
      /** The screen shows by itself what was refused: no toast. */
      shown?: boolean;
    };
  }
}

/** Answers of the API as the screens keep them. What was refused for good is not asked again. */
export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      retry: (failures, error) =>
        failures < 3 && !(error instanceof Refusal && error.status < 500 && error.status !== 408),
    },
  },
  mutationCache: new MutationCache({
    onError: (error, _variables, _onMutateResult, mutation) => {
      if (mutation.meta?.shown !== true) tellRefusal(error);
    },
  }),
});
