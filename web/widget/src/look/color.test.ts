import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { contrast, inkOn, parseColor, READABLE, type Rgb, readableOn, toHex } from "./color";

const part = fc.integer({ min: 0, max: 255 });
const color: fc.Arbitrary<Rgb> = fc.tuple(part, part, part);
const WHITE: Rgb = [255, 255, 255];
const BLACK: Rgb = [0, 0, 0];

describe("any colour a shop may choose", () => {
  test("carries text that can be read", () => {
    fc.assert(fc.property(color, (shop) => contrast(inkOn(shop), shop) >= READABLE));
  });

  test("becomes text that can be read on any background", () => {
    fc.assert(
      fc.property(
        color,
        color,
        (paper, shop) => contrast(readableOn(paper, shop), paper) >= READABLE,
      ),
    );
  });

  test("is left as it is where it can be read already", () => {
    fc.assert(
      fc.property(color, (shop) => {
        fc.pre(contrast(shop, WHITE) >= READABLE);
        expect(readableOn(WHITE, shop)).toEqual(shop);
      }),
    );
  });

  test("is written and read again as the same", () => {
    fc.assert(
      fc.property(color, (shop) => {
        expect(parseColor(toHex(shop))).toEqual(shop);
      }),
    );
  });
});

test("contrast is that of WCAG", () => {
  expect(contrast(BLACK, WHITE)).toBeCloseTo(21);
  expect(contrast([0x76, 0x76, 0x76], WHITE)).toBeCloseTo(4.54, 2);
});

test("short notation is understood, anything but a hex colour is not", () => {
  expect(parseColor(" #1a2 ")).toEqual([0x11, 0xaa, 0x22]);
  for (const text of [
    "red",
    "#12",
    "#12345g",
    "url(x)",
    "#fff;}*{color:red",
    "",
    null,
    undefined,
  ]) {
    expect(parseColor(text)).toBeNull();
  }
});
