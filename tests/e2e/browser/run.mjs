/**
 * Runs one scenario: `node run.mjs NAME`. Exits with 1 and leaves a picture of each page when it fails. A violation of the
 * page's policy or an error nobody caught fails it too.
 */
import { createRequire } from "node:module";
import { inspect } from "node:util";

const { chromium } = createRequire(new URL("../../../web/package.json", import.meta.url))(
  "playwright-core",
);

const ARGUMENTS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--disable-dev-shm-usage",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
const STEP_MS = 20_000;

const [, , name] = process.argv;
const { default: scenario, options = {} } = await import(`./scenarios/${name}.mjs`);
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: ARGUMENTS });
const context = await browser.newContext({
  baseURL: process.env.PROSA_URL,
  locale: "pt-BR",
  timezoneId: "America/Sao_Paulo",
  viewport: { width: 1280, height: 860 },
  ...options,
});
context.setDefaultTimeout(STEP_MS);
const errors = [];
context.on("weberror", (error) => errors.push(String(error.error())));
context.on("console", (message) => {
  if (message.text().includes("Content Security Policy")) errors.push(message.text());
});

let failed = false;
try {
  await scenario(context);
  if (errors.length > 0) throw new Error(errors.join("\n"));
} catch (error) {
  failed = true;
  tell(inspect(error));
  const pages = browser.contexts().flatMap((one) => one.pages());
  for (const [number, page] of pages.entries()) {
    const path = process.env.PICTURE.replace(/\.png$/, `-${number + 1}.png`);
    await page.screenshot({ path }).catch(() => {});
    tell(`picture: ${path}`);
  }
} finally {
  await browser.close();
  process.exit(failed ? 1 : 0);
}

function tell(text) {
  process.stdout.write(`${text}\n`);
}
