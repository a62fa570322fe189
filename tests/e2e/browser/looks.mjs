/** What axe objects to on a page, in both colour schemes. */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";

const AXE = new URL("../../../web/node_modules/axe-core/axe.min.js", import.meta.url);
const EVERYTHING = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
/** In the other scheme only colours are others. */
const BY_SCHEME = { light: EVERYTHING, dark: ["color-contrast"] };

/** Fails when axe objects to anything. `when` says what is shown. */
export async function looksRight(page, when) {
  for (const [colorScheme, runOnly] of Object.entries(BY_SCHEME)) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await page.evaluate(twoFrames);
    await page.waitForFunction(atRest);
    assert.deepEqual(await violations(page, runOnly), [], `${when}, ${colorScheme}`);
  }
}

/** Colours of the other scheme are there once it has been painted. */
function twoFrames() {
  return new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
}

/** Nothing is on its way: what fades in, or fades while its successor is fetched, is pale for a moment. */
function atRest() {
  const moves = ({ playState, effect }) =>
    playState === "running" && effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY;
  return (
    document.querySelector("[aria-busy=true]") === null && !document.getAnimations().some(moves)
  );
}

/** What axe objects to, in words. Evaluated by the debugger, so that the page's policy stays as it is. */
async function violations(page, runOnly) {
  if (!(await page.evaluate(() => "axe" in window)))
    await page.evaluate(await readFile(AXE, "utf8"));
  const results = await page.evaluate(
    (runOnly) => window.axe.run(document, { runOnly, resultTypes: ["violations"] }),
    runOnly,
  );
  return results.violations.flatMap(({ id, help, nodes }) =>
    nodes.map(
      ({ target, failureSummary }) =>
        `${id}: ${help} at ${target.flat().join(" ")}: ${failureSummary}`,
    ),
  );
}
