import fc from "fast-check";
import { expect, test } from "vitest";
import { type Hours, WEEKDAYS } from "./api";
import {
  evened,
  isAlwaysOpen,
  isWanting,
  minutesOf,
  stretch,
  trimmed,
  usualWeek,
  withDay,
  withoutDay,
  wrongDays,
} from "./week";

const SHOP: Hours = {
  days: {
    monday: { opens: "08:00:00", closes: "18:00:00" },
    saturday: { opens: "09:00:00", closes: "13:00:00" },
  },
  holidays: "national",
  closed_on: ["2026-12-31", "2026-12-24"],
  outside: { does: "message", says: "" },
};

test("the server's times lose their seconds, dates stand in order", () => {
  expect(trimmed(SHOP)).toEqual({
    days: {
      monday: { opens: "08:00", closes: "18:00" },
      saturday: { opens: "09:00", closes: "13:00" },
    },
    holidays: "national",
    closed_on: ["2026-12-24", "2026-12-31"],
    outside: { does: "message", says: "" },
  });
});

test("a day that opens is like the open day before it", () => {
  expect(withDay(SHOP, "tuesday").tuesday).toEqual(SHOP.days.monday);
  expect(withDay(SHOP, "sunday").sunday).toEqual(SHOP.days.saturday);
  expect(withDay({ ...SHOP, days: {} }, "monday").monday).toEqual({
    opens: "09:00",
    closes: "18:00",
  });
});

test("a day that closes leaves the others", () => {
  expect(withoutDay(SHOP, "monday")).toEqual({ saturday: SHOP.days.saturday });
});

test("evening out gives all open days the first one's hours, and opens none", () => {
  expect(evened(SHOP)).toEqual({ monday: SHOP.days.monday, saturday: SHOP.days.monday });
});

test("without any day one is always open; the usual week is not", () => {
  expect(isAlwaysOpen({ ...SHOP, days: {} })).toBe(true);
  expect(isAlwaysOpen({ ...SHOP, days: usualWeek() })).toBe(false);
});

const time = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
  .map(([hour, minute]) => `${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}`);

test("a day is wrong exactly when it does not close after it opens", () => {
  fc.assert(
    fc.property(fc.constantFrom(...WEEKDAYS), time, time, (day, opens, closes) => {
      const wrong = wrongDays({ ...SHOP, days: { [day]: { opens, closes } } });
      expect(wrong).toEqual(closes > opens ? [] : [day]);
    }),
  );
});

test("an opening lies within its day", () => {
  fc.assert(
    fc.property(time, time, (opens, closes) => {
      const { from, length } = stretch({ opens, closes });
      expect(from).toBeGreaterThanOrEqual(0);
      expect(length).toBeGreaterThanOrEqual(0);
      expect(from + length).toBeLessThanOrEqual(100);
    }),
  );
});

test("what is no time has no minutes", () => {
  expect(minutesOf("")).toBeNull();
  expect(minutesOf("09:30")).toBe(570);
});

test("what the bot says has known variables, and is there when the bot is alone", () => {
  expect(isWanting({ does: "message", says: "" })).toBe(false);
  expect(isWanting({ does: "bot", says: "  " })).toBe(true);
  expect(isWanting({ does: "bot", says: "Voltamos {{ volta }}, no {{chamado}}." })).toBe(false);
  expect(isWanting({ does: "ticket", says: "Oi {{nome}}" })).toBe(true);
});
