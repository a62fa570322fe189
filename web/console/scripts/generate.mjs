/** Writes src/api/schema.ts from openapi.json, which `python -m prosa.openapi` prints. */
import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import openapi, { astToString } from "openapi-typescript";

const DOCUMENT = new URL("../openapi.json", import.meta.url);
export const TYPES = new URL("../src/api/schema.ts", import.meta.url);

const BANNER = `/**
 * The API. Generated from Python; do not edit. To renew it, in the checkout:
 *   python -m prosa.openapi > web/console/openapi.json && npm --prefix web run generate
 */

`;

/** The text that src/api/schema.ts must have. */
export async function types() {
  return BANNER + astToString(await openapi(JSON.parse(await readFile(DOCUMENT, "utf8"))));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await writeFile(TYPES, await types());
}
