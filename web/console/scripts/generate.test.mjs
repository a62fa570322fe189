// @vitest-environment node
import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { TYPES, types } from "./generate.mjs";

test("the API's types are those of its document", async () => {
  expect(await readFile(TYPES, "utf8")).toBe(await types());
});
