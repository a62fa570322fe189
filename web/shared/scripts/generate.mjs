/** Writes the types of both sockets from their schemas, which Python prints (each file's banner says how). */
import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { compile } from "json-schema-to-typescript";

export const PROTOCOLS = [
  {
    title: "Protocol",
    what: "The socket protocol",
    module: "prosa.channels.web.schema",
    schema: "protocol.schema.json",
    types: new URL("../src/protocol.ts", import.meta.url),
  },
  {
    title: "AgentProtocol",
    what: "The agents' socket protocol",
    module: "prosa.console.live.schema",
    schema: "agent-protocol.schema.json",
    types: new URL("../src/agentProtocol.ts", import.meta.url),
  },
];

function banner({ what, module, schema }) {
  return `/**
 * ${what}. Generated from Python; do not edit. To renew it, in the checkout:
 *   python -m ${module} > web/shared/${schema} && npm --prefix web run generate
 */`;
}

/** The text that the protocol's module must have. */
export async function types(protocol) {
  const { title, schema: file } = protocol;
  const text = await readFile(new URL(`../${file}`, import.meta.url), "utf8");
  const { "x-constants": constants, ...schema } = JSON.parse(text);
  const declarations = await compile(schema, title, {
    additionalProperties: false,
    bannerComment: banner(protocol),
    style: { printWidth: 100 },
  });
  const values = Object.entries(constants).map(([name, value]) => constant(name, value));
  return `${declarations}\n${values.join("\n")}`;
}

function constant(name, value) {
  return `export const ${name} = ${JSON.stringify(value, null, 2)} as const;\n`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const protocol of PROTOCOLS) {
    await writeFile(protocol.types, await types(protocol));
  }
}
