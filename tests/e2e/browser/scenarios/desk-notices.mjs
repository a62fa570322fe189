import assert from "node:assert/strict";
import { eventually } from "../chat.mjs";
import { Console } from "../console.mjs";
import { Customer, outside } from "../customer.mjs";
import { Desk } from "../desk.mjs";

const SAID = "a chaleira elétrica não esquenta";

export const options = { permissions: ["notifications"] };

/** A customer comes while the agent looks elsewhere: desktop, title and icon say so; the app is there offline too. */
export default async function notices(context) {
  const console = await Console.signIn(context);
  const { page } = console;
  await page.evaluate(() => navigator.serviceWorker.ready);
  await installable(page);

  await page.evaluate(() => Object.defineProperty(document, "hasFocus", { value: () => false }));
  const customer = await Customer.come(await outside(context));
  await customer.ask(SAID);
  await customer.callPerson();
  await eventually(async () => {
    const shown = await page.evaluate(notified);
    assert.ok(shown.length > 0, "no notice");
  });
  await eventually(async () => assert.match(await page.title(), /^\(1\) Conversas · Prosa$/));
  assert.match(await page.locator('link[rel="icon"]').getAttribute("href"), /icon-alert/);

  // What a click on the notice does, but for the click.
  const [worker] = context.serviceWorkers();
  const [{ path }] = await page.evaluate(notified);
  await worker.evaluate((path) => show(path).catch(() => {}), path);
  await new Desk(page).timeline.getByText(SAID).waitFor();
  await page.evaluate(() => {
    document.hasFocus = () => true;
    dispatchEvent(new Event("focus"));
  });
  await eventually(async () => assert.match(await page.title(), /^Conversas · Prosa$/));

  await context.setOffline(true);
  await page.reload();
  await console.sees("Sem conexão com o servidor");
  await context.setOffline(false);
  await new Desk(page).timeline.getByText(SAID).waitFor();
}

/** What a browser asks of an app before it offers to install it. */
async function installable(page) {
  const manifest = await page.evaluate(async () => {
    const { href } = document.querySelector('link[rel="manifest"]');
    return (await fetch(href)).json();
  });
  assert.equal(manifest.display, "standalone");
  assert.equal(manifest.start_url, "/console/inbox");
  const sizes = await page.evaluate(measured, manifest.icons);
  for (const [index, { sizes: told, type }] of manifest.icons.entries())
    if (type === "image/png") assert.equal(sizes[index], told);
}

function measured(icons) {
  return Promise.all(
    icons.map(async ({ src }) => {
      const picture = new Image();
      picture.src = src;
      await picture.decode();
      return `${picture.naturalWidth}x${picture.naturalHeight}`;
    }),
  );
}

async function notified() {
  const worker = await navigator.serviceWorker.ready;
  const notices = await worker.getNotifications();
  return notices.map(({ title, body, data }) => ({ title, body, path: data.path }));
}
