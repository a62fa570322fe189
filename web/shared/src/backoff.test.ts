import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { delayBefore, planAfter } from "./backoff";
import { CloseCode } from "./protocol";

const chance = fc.double({ min: 0, max: 1, noNaN: true });
const attempts = fc.nat(2000);

describe("the wait before connecting again", () => {
  test("is never shorter than 0.2 s nor longer than 15 s", () => {
    fc.assert(
      fc.property(attempts, chance, (attempt, random) => {
        const delay = delayBefore(attempt, random);
        return delay >= 200 && delay <= 15_000;
      }),
    );
  });

  test("grows, whatever chance says", () => {
    fc.assert(
      fc.property(attempts, chance, (attempt, random) => {
        return delayBefore(attempt + 1, random) >= delayBefore(attempt, random);
      }),
    );
  });

  test("is as long as the server asked", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1000, max: 4999 }),
        attempts,
        chance,
        (code, attempt, random) => {
          const plan = planAfter(code, attempt, random, 50_000);
          return plan.kind !== "retry" || plan.delay >= 50_000;
        },
      ),
    );
  });
});

describe("a close code", () => {
  test("for a forbidden page ends trying", () => {
    expect(planAfter(CloseCode.FORBIDDEN, 0, 0.5)).toEqual({ kind: "never" });
  });

  test("for a dead session gets a new one at once, but not in a loop", () => {
    expect(planAfter(CloseCode.SESSION, 0, 0.5)).toEqual({ kind: "new_session", delay: 0 });
    expect(planAfter(CloseCode.SESSION, 1, 0.5)).toMatchObject({ delay: delayBefore(1, 0.5) });
  });

  test("for too many errors waits a minute", () => {
    const plan = planAfter(CloseCode.TOO_MANY_ERRORS, 0, 0);
    expect(plan).toEqual({ kind: "retry", delay: 60_000 });
  });

  test("of a full server waits longer than that of one which restarts", () => {
    expect(planAfter(CloseCode.TRY_LATER, 0, 0.5)).toEqual({ kind: "retry", delay: 4800 });
    expect(planAfter(CloseCode.GOING_AWAY, 0, 0.5)).toEqual({ kind: "retry", delay: 300 });
  });

  test("for silence waits until the line is needed", () => {
    expect(planAfter(CloseCode.IDLE, 0, 0.5)).toEqual({ kind: "when_needed" });
  });
});
