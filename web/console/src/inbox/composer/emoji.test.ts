import { expect, test } from "vitest";
import { emojis, found } from "./emoji";

test("emojis are found by their names in the language", async () => {
  expect(found(await emojis("pt-BR"), "coracao vermelho").map(({ emoji }) => emoji)).toContain("❤️");
  expect(found(await emojis("en"), "red heart").map(({ emoji }) => emoji)).toContain("❤️");
  expect((await emojis("pt-BR")).length).toBeGreaterThan(1_000);
});
