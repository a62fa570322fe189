import { expect, test } from "vitest";
import { countOf, lastDays, makesSense, stepOf } from "./period";

const NOW = new Date(2026, 2, 1, 23, 59);

test("the last days end today, over the end of a month", () => {
  expect(lastDays("1", NOW)).toEqual({ from: "2026-03-01", to: "2026-03-01" });
  expect(lastDays("7", NOW)).toEqual({ from: "2026-02-23", to: "2026-03-01" });
});

test.each(["1", "7", "30", "90"] as const)("%s days are so many", (span) => {
  expect(countOf(lastDays(span, NOW))).toBe(Number(span));
});

test("a day or two are told hour by hour, more by day", () => {
  expect(stepOf(lastDays("1", NOW))).toBe("hour");
  expect(stepOf(lastDays("7", NOW))).toBe("day");
});

test.each([
  [{ from: "2026-03-02", to: "2026-03-01" }, false],
  [{ from: "2025-03-01", to: "2026-03-05" }, false],
  [{ from: "", to: "2026-03-05" }, false],
  [{ from: "2026-03-05", to: "2026-03-05" }, true],
])("%o can be asked for: %s", (days, sense) => {
  expect(makesSense(days)).toBe(sense);
});
