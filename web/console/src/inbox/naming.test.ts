import fc from "fast-check";
import { expect, test } from "vitest";
import { colorOf, initials } from "./naming";

test("a name's first and last letters stand for it", () => {
  expect(initials("Maria das Dores Souza")).toBe("MS");
  expect(initials("ana")).toBe("A");
});

test("any name has letters of its own and a color that stays", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), (name) => {
      expect(Array.from(initials(name)).length).toBeLessThanOrEqual(6);
      expect(colorOf(name)).toBe(colorOf(name));
    }),
  );
});
