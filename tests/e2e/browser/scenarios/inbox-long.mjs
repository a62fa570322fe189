import assert from "node:assert/strict";
import { Console } from "../console.mjs";
import { Desk } from "../desk.mjs";
import { scroll, told, watchFrames } from "../frames.mjs";
import { fillServer } from "../server.mjs";

const LIST = '[role="list"][aria-label="Lista de conversas"]';
const TIMELINE = '[role="region"][aria-label="Mensagens"]';
/** More than this between two frames is a pause that people see. */
const PAUSE_MS = 250;
const MOST_PAUSES = 3;

/** 500 conversations and one of 5,000 messages, scrolled faster than anybody reads. */
export default async function long(context) {
  // She keeps what she holds only while she is there.
  const console = await Console.signIn(context);
  await console.pauses();
  await fillServer();
  await console.goto("/inbox?view=queue");
  const { page } = console;
  const desk = new Desk(page);
  await desk.list.getByRole("button").first().waitFor();

  await smooth(page, "list of 500", () =>
    until(`${LIST} [aria-posinset="500"]`, page, () => scroll(page, LIST, { by: 160, steps: 100 })),
  );
  assert.ok((await page.locator("[data-row]").count()) < 60, "rows out of sight exist");

  await page.goto("/console/inbox?view=mine");
  await page.getByRole("button", { name: /4999: o pedido/ }).click();
  await desk.timeline.getByText(/^4999: /).waitFor();
  await smooth(page, "5,000 messages, upwards", () =>
    until(`${TIMELINE} >> text=quero falar com uma pessoa`, page, () =>
      scroll(page, TIMELINE, { by: -1_000, steps: 40 }),
    ),
  );
  assert.ok((await page.locator("[data-index]").count()) < 80, "lines out of sight exist");
  await smooth(page, "5,000 messages, downwards", () =>
    scroll(page, TIMELINE, { by: 2_000, steps: 300 }),
  );
}

/** Moves on until this is there: more is fetched on the way. */
async function until(selector, page, move) {
  for (let tries = 0; tries < 60; tries += 1) {
    await move();
    if ((await page.locator(selector).count()) > 0) return;
  }
  throw new Error(`${selector} did not come`);
}

async function smooth(page, what, move) {
  const stop = await watchFrames(page);
  await move();
  const frames = await stop();
  process.stdout.write(`${told(what, frames)}\n`);
  const pauses = frames.filter((frame) => frame > PAUSE_MS);
  assert.ok(pauses.length <= MOST_PAUSES, `${what}: pauses of ${pauses.map(Math.round)} ms`);
}
