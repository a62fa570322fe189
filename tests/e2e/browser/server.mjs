/** The server, by way of the test that runs this scenario. */
import { createInterface } from "node:readline";

const answers = createInterface({ input: process.stdin })[Symbol.asyncIterator]();

async function ask(what) {
  process.stdout.write(`@server ${what}\n`);
  const { value } = await answers.next();
  const [word, ...rest] = value.split(" ");
  if (word !== "done") throw new Error(`the test answered ${value}`);
  return rest.join(" ");
}

/** kill -9. Returns when it is dead. */
export const killServer = () => ask("kill");

/** Returns when it serves again. */
export const startServer = () => ask("start");

/** Returns when 500 conversations wait, and Ana holds one of 5,000 messages. */
export const fillServer = () => ask("fill");

/** What the operator reads on the terminal: the code that makes the first admin. */
export const firstCode = () => ask("first-code");

/** What the language model is like from here on: `holds` (after a sentence), `goes on`, `lies`, … */
export const model = (mood) => ask(`model ${mood}`);

/** Whom the company's own sign-in vouches for from here on. */
export const vouch = (email, name) => ask(`vouch ${email} ${name}`);

/** A request of Ana, who is an admin, to the agents' API. */
export const asAgent = (method, path, body) => asAdmin(method, `/agent${path}`, body);

/** A request of Ana to any API: by program, so without a page. */
export async function asAdmin(method, path, body) {
  const response = await fetch(`${process.env.PROSA_URL}/api${path}`, {
    method,
    headers: {
      Authorization: `Bearer ${process.env.PROSA_AGENT_TOKEN}`,
      "Content-Type": "application/json",
    },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  if (!response.ok)
    throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
  return response.status === 204 ? null : response.json();
}
