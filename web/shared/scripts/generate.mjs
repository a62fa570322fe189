/** Writes src/protocol.ts from protocol.schema.json, which `python -m prosa.channels.web.schema` prints. */
import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { compile } from "json-schema-to-typescript";

const SCHEMA = new URL("../protocol.schema.json", import.meta.url);
export const TYPES = new URL("../src/protocol.ts", import.meta.url);

const BANNER = `/**
 * The socket protocol. Generated from Python; do not edit. To renew it, in the checkout:
 *   python -m prosa.channels.web.schema > web/shared/protocol.schema.json && npm --prefix web run generate
 */`;

/** The text that src/protocol.ts must have. */
export async function types() {
  const { "x-constants": constants, ...schema } = JSON.parse(await readFile(SCHEMA, "utf8"));
  const declarations = await compile(schema, "Protocol", {
    additionalProperties: false,
    bannerComment: BANNER,
    style: { printWidth: 100 },
  });
  const values = Object.entries(constants).map(([name, value]) => constant(name, value));
  return `${declarations}\n${values.join("\n")}`;
}

function constant(name, value) {
  return `export const ${name} = ${JSON.stringify(value, null, 2)} as const;\n`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await writeFile(TYPES, await types());
}
