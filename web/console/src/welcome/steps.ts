/** The first steps, and which of them have been taken on this device. */
import { prefer, usePreferences } from "../shell/preferences";

export const STEPS = ["company", "bot", "colleague", "tag"] as const;
export type Step = (typeof STEPS)[number];

/** The steps that are taken, and the way to take one. After the last one, the console opens elsewhere. */
export function useSteps() {
  const { stepsTaken } = usePreferences();
  const taken = STEPS.filter((step) => stepsTaken.split(" ").includes(step));
  return {
    taken,
    take: (step: Step) => {
      const now = STEPS.filter((one) => one === step || taken.includes(one));
      prefer({ stepsTaken: now.join(" "), welcomed: now.length === STEPS.length });
    },
    dismiss: () => prefer({ welcomed: true }),
  };
}
