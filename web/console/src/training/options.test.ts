import fc from "fast-check";
import { expect, test } from "vitest";
import { intentNamed, MOST, optionsOf } from "./options";

const scored = (name: string, confidence: number) => ({ name, confidence });

test("the suggestion comes first, and nothing twice", () => {
  const options = optionsOf({
    suggested: "refund",
    understood: scored("delivery", 0.5),
    alternatives: [scored("refund", 0.3), scored("order", 0.1)],
  });
  expect(options).toEqual([
    { intent: "refund", confidence: 0.3 },
    { intent: "delivery", confidence: 0.5 },
    { intent: "order", confidence: 0.1 },
  ]);
});

test("what a person suggested has no probability", () => {
  expect(optionsOf({ suggested: "refund", understood: null, alternatives: [] })).toEqual([
    { intent: "refund", confidence: null },
  ]);
});

test("there are as many as there are keys, at most", () => {
  const alternatives = ["a", "b", "c", "d"].map((name) => scored(name, 0.1));
  const options = optionsOf({ suggested: null, understood: scored("x", 0.4), alternatives });
  expect(options).toHaveLength(MOST);
  expect(options[0]?.intent).toBe("x");
});

test.each([
  ["Quero alugar uma furadeira!", "quero_alugar_uma_furadeira"],
  ["  Ação/Já  ", "acao/ja"],
  ["", ""],
])("%o is named %o", (words, name) => {
  expect(intentNamed(words)).toBe(name);
});

test("a name is made of what names may hold, whatever was typed", () => {
  fc.assert(
    fc.property(fc.string(), (words) => {
      expect(intentNamed(words)).toMatch(/^([a-z0-9]([a-z0-9_/]*))?$/);
    }),
  );
});
