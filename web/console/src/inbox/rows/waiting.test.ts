import { expect, test } from "vitest";
import { nextDue, short } from "./waiting";

test("waits are told in the largest unit that fits", () => {
  const told = [1_000, 45_000, 200_000, 7_300_000, 300_000_000].map((ms) => short(ms, "agora"));
  expect(told).toEqual(["agora", "45 s", "3 min", "2 h", "3 d"]);
});

test("the earliest promise counts, and turns urgent and late", () => {
  const now = Date.parse("2026-03-02T12:00:00Z");
  const row = { resolution_due: "2026-03-02T18:00:00Z", next_response_due: "2026-03-02T12:03:00Z" };
  expect(nextDue(row, now)).toMatchObject({ what: "next", state: "soon" });
  expect(nextDue(row, now + 200_000)).toMatchObject({ what: "next", state: "late" });
  expect(nextDue({ resolution_due: row.resolution_due }, now)?.state).toBe("fine");
  expect(nextDue({}, now)).toBeNull();
});
