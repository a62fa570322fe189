import fc from "fast-check";
import { expect, test } from "vitest";
import { grown } from "./useGrowing";

const seconds = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 30 });

test("a text grows, never shrinks, and never shows what is not there", () => {
  fc.assert(
    fc.property(fc.nat(2000), seconds, (length, steps) => {
      let shown = 0;
      for (const step of steps) {
        const next = grown(shown, length, step);
        expect(next).toBeGreaterThanOrEqual(shown);
        expect(next).toBeLessThanOrEqual(length);
        shown = next;
      }
    }),
  );
});

test("it is all there soon, however long it is", () => {
  let shown = 0;
  for (let frame = 0; frame < 300; frame += 1) shown = grown(shown, 2000, 1 / 60);
  expect(shown).toBe(2000);
});
