import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decode } from "./frames";

describe("decode", () => {
  test("gives a frame that this version knows", () => {
    expect(decode('{"type":"ping","id":"a"}')).toEqual({ type: "ping", id: "a" });
  });

  test.each([
    ["no JSON", "{"],
    ["no object", "[1]"],
    ["null", "null"],
    ["no type", "{}"],
    ["a type of a newer server", '{"type":"hologram"}'],
    ["a name every object has", '{"type":"constructor"}'],
    ["a missing field", '{"type":"accepted","id":"a","offset":1}'],
    ["a field of another type", '{"type":"accepted","id":"a","offset":"1","at":"x"}'],
    ["null for an object", '{"type":"response","offset":1,"at":"x","response":null}'],
    ["bytes", new ArrayBuffer(2)],
  ])("ignores %s", (_, text) => {
    expect(decode(text)).toBeNull();
  });

  test("never throws", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        decode(text);
      }),
    );
  });
});
