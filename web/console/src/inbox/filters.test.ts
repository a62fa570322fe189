import fc from "fast-check";
import { expect, test } from "vitest";
import { filtersOf, narrowed } from "./filters";

test("an address says what is listed", () => {
  expect(filtersOf({ view: "queue", q: 10432, sla: "breached" })).toEqual({
    view: "queue",
    q: "10432",
    sla: "breached",
  });
});

test("whatever stands in an address, there is a view and nothing that is no filter", () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.anything()), (search) => {
      const filters = filtersOf(search);
      expect(filters.view).toBeTypeOf("string");
      expect(filtersOf({ ...filters })).toEqual(filters);
    }),
  );
});

test("a view alone narrows nothing", () => {
  expect(narrowed({ view: "all" })).toBe(false);
  expect(narrowed({ view: "all", tag: "troca" })).toBe(true);
});
