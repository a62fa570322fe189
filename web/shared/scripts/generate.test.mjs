// @vitest-environment node
import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { PROTOCOLS, types } from "./generate.mjs";

test.each(PROTOCOLS)("the types of $title are those of its schema", async (protocol) => {
  expect(await readFile(protocol.types, "utf8")).toBe(await types(protocol));
});
