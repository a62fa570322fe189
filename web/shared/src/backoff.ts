/** When to connect again. */
import { CloseCode } from "./protocol";

export type Plan =
  | { kind: "retry"; delay: number }
  /** Nothing is to be gained until somebody looks at the page or says something. */
  | { kind: "when_needed" }
  /** The token opens nothing any more: connect without it. */
  | { kind: "new_session"; delay: number }
  | { kind: "never" };

const FIRST = 400;
const LONGEST = 15_000;

/**
 * Milliseconds before try number `attempt` (from 0): doubling from 0.4 s to 15 s. Half of it is random, so that
 * ten thousand pages do not come back in the same instant after a restart.
 */
export function delayBefore(attempt: number, random: number): number {
  const full = Math.min(LONGEST, FIRST * 2 ** attempt);
  return full / 2 + (full / 2) * random;
}

/** What a closed socket asks for. `atLeast`: milliseconds the server asked to wait. */
export function planAfter(code: number, attempt: number, random: number, atLeast = 0): Plan {
  const usual = Math.max(atLeast, delayBefore(attempt, random));
  switch (code) {
    case CloseCode.FORBIDDEN:
      return { kind: "never" };
    case CloseCode.SESSION:
      return { kind: "new_session", delay: attempt === 0 ? 0 : usual };
    case CloseCode.IDLE:
      return { kind: "when_needed" };
    case CloseCode.TOO_MANY_ERRORS:
      return { kind: "retry", delay: Math.max(usual, 60_000 + 5_000 * random) };
    case CloseCode.TRY_LATER:
      // Full: everybody coming back quickly would keep it full.
      return { kind: "retry", delay: Math.max(usual, delayBefore(attempt + 4, random)) };
    default:
      return { kind: "retry", delay: usual };
  }
}
