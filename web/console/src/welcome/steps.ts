/** The company's first steps, and which of them have been taken: by whomever, on whichever device. */
import { queryOptions, useMutation, useQuery } from "@tanstack/react-query";
import { call } from "../api/call";
import { queries } from "../api/queries";
import type { components } from "../api/schema";

export const STEPS = ["company", "bot", "colleague", "tag"] as const;
export type Step = (typeof STEPS)[number];
type Noted = components["schemas"]["FirstStep"];
type Taken = components["schemas"]["FirstStepsView"];

const stepsQuery = queryOptions({
  queryKey: ["first-steps"],
  queryFn: () => call<Taken>("GET", "/api/people/first-steps"),
});

/** The steps that are taken, and the way to take one; undefined while it is not known. */
export function useSteps(wanted = true) {
  const { data, isError } = useQuery({ ...stepsQuery, enabled: wanted });
  const { mutate } = useMutation({
    mutationFn: (step: Noted) => call<null>("PUT", `/api/people/first-steps/${step}`),
    // At once: what was done is done, whether or not it could be noted.
    onMutate: (step) =>
      queries.setQueryData(stepsQuery.queryKey, (old) => ({
        taken: [...(old?.taken ?? []).filter((one) => one !== step), step],
      })),
    onSettled: () => queries.invalidateQueries({ queryKey: stepsQuery.queryKey }),
  });
  const noted = data?.taken ?? [];
  const taken = STEPS.filter((step) => noted.includes(step));
  return {
    taken,
    known: data !== undefined || isError,
    /** Whether they need not be shown by themselves. */
    over: isError || noted.includes("put_away") || taken.length === STEPS.length,
    take: (step: Step) => mutate(step),
    dismiss: () => mutate("put_away"),
  };
}
