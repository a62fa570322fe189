import { expect, test } from "vitest";
import { cited } from "./citing";

test("a question keeps its own mark; other titles get a colon", () => {
  expect(cited("Como troco um produto?", "https://loja/a")).toBe(
    "Como troco um produto? https://loja/a",
  );
  expect(cited("Trocas e devoluções ", "https://loja/a")).toBe(
    "Trocas e devoluções: https://loja/a",
  );
});
