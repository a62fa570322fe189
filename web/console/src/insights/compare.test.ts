import fc from "fast-check";
import { expect, test } from "vitest";
import { change } from "./compare";

test("a longer wait is bad, a better rating is good, more customers are neither", () => {
  expect(change(120, 60, "less")).toMatchObject({ direction: "up", share: 1, good: false });
  expect(change(4.5, 4, "more")).toMatchObject({ direction: "up", good: true });
  expect(change(12, 10, "none")).toMatchObject({ direction: "up", good: null });
});

test("shares are compared by points", () => {
  expect(change(0.62, 0.5, "more", "share")).toMatchObject({ points: 12, share: null });
});

test("after nothing there is no share to tell, and what hardly moved has not", () => {
  expect(change(3, 0, "none")).toMatchObject({ direction: "up", share: null });
  expect(change(1000, 1001, "less")?.direction).toBe("same");
  expect(change(null, 3, "more")).toBeNull();
  expect(change(3, null, "more")).toBeNull();
});

test("what gets better one way gets worse the other", () => {
  fc.assert(
    fc.property(fc.nat(), fc.nat(), (now, before) => {
      const there = change(now, before, "more")?.good;
      const back = change(now, before, "less")?.good;
      expect(there === null ? back : there !== back).toBe(there === null ? null : true);
    }),
  );
});
