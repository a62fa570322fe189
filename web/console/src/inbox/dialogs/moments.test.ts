import fc from "fast-check";
import { expect, test } from "vitest";
import { momentsFrom } from "./moments";

test("whenever one asks, all moments lie ahead, and Monday is one", () => {
  fc.assert(
    fc.property(
      fc.date({ min: new Date(0), max: new Date("2100-01-01"), noInvalidDate: true }),
      (date) => {
        const now = date.getTime();
        const moments = momentsFrom(now);
        expect(moments.every(({ at }) => at > now)).toBe(true);
        const monday = moments.find(({ name }) => name === "monday");
        expect(new Date(monday?.at ?? 0).getDay()).toBe(1);
      },
    ),
  );
});
