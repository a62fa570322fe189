import fc from "fast-check";
import { expect, test } from "vitest";
import { fitting, picked, pickingAt } from "./picking";

test("a slash where a word could begin looks for canned replies", () => {
  expect(pickingAt("/fre", 4, "reply")).toEqual({ trigger: "/", query: "fre", from: 0, to: 4 });
  expect(pickingAt("Oi!\n/", 5, "reply")?.trigger).toBe("/");
  expect(pickingAt("e/ou", 4, "reply")).toBeNull();
  expect(pickingAt("https://", 8, "reply")).toBeNull();
});

test("colleagues are named in notes only", () => {
  expect(pickingAt("veja @bi", 8, "note")?.query).toBe("bi");
  expect(pickingAt("veja @bi", 8, "reply")).toBeNull();
  expect(pickingAt("ana@loja", 8, "note")).toBeNull();
});

test("a pick takes the place of what was typed, and nothing else", () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), fc.string(), (before, after, insert) => {
      const text = `${before} /x${after}`;
      const picking = pickingAt(text, before.length + 3, "reply");
      if (picking === null) throw new Error("nothing was looked up");
      const [next, caret] = picked(text, picking, insert);
      expect(next.startsWith(`${before} ${insert}`)).toBe(true);
      expect(next.endsWith(after)).toBe(true);
      expect(caret).toBeGreaterThanOrEqual(before.length + 1 + insert.length);
    }),
  );
});

test("what begins so comes before what holds it, and accents do not matter", () => {
  const all = ["troca de endereço", "prazo de troca", "entrega", "Trócas"];
  expect(fitting(all, "troca", (one) => [one])).toEqual([
    "troca de endereço",
    "Trócas",
    "prazo de troca",
  ]);
});
