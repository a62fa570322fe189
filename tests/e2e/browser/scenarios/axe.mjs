import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { Chat } from "../chat.mjs";

const AXE = new URL("../../../../web/node_modules/axe-core/axe.min.js", import.meta.url);

export default async function axe(context) {
  const source = await readFile(AXE, "utf8");
  const chat = new Chat(await context.newPage());
  const { page } = chat;
  const looks = async (when) => {
    for (const colorScheme of ["light", "dark"]) {
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await page.evaluate(twoFrames);
      assert.deepEqual(await violations(page, source), [], `${when}, ${colorScheme}`);
    }
  };

  await page.goto("/");
  await chat.launcher.waitFor();
  await looks("the shop's page");
  await chat.launcher.click();
  await chat.sees("Online");
  await looks("the open chat");
  for (const text of [
    "cade meu pedido 10432?",
    "quero a 2a via do boleto",
    "a airfryer veio quebrada, quero trocar",
    "vc tem fone bluetooth até 200 reais?",
  ]) {
    await chat.ask(text);
  }
  await looks("a conversation with cards");
  await page.getByRole("button", { name: "Falar com humano" }).click();
  await chat.sees(/Espera estimada/);
  await looks("the queue");
  await page.setViewportSize({ width: 390, height: 844 });
  await looks("a phone");
}

/** Colours of the other scheme are there once it has been painted. */
function twoFrames() {
  return new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
}

/** What axe objects to, in words. Evaluated by the debugger, so that the page's policy stays as it is. */
async function violations(page, source) {
  await page.evaluate(source);
  const results = await page.evaluate(() =>
    window.axe.run(document, {
      runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    }),
  );
  return results.violations.flatMap(({ id, help, nodes }) =>
    nodes.map(
      ({ target, failureSummary }) =>
        `${id}: ${help} at ${target.flat().join(" ")}: ${failureSummary}`,
    ),
  );
}
