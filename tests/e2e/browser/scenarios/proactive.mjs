import assert from "node:assert/strict";
import { Chat, eventually } from "../chat.mjs";
import { looksRight } from "../looks.mjs";

const PHONE = { width: 390, height: 844 };

export default async function proactive(context) {
  const chat = new Chat(await context.newPage());
  const { page } = chat;
  const widget = page.locator("#prosa-widget");
  const teaser = widget.locator(".teaser");
  await page.clock.install();
  await page.goto("/");
  await page.locator("#ofertas-lista a[href*='/shop/produtos/']").first().click();
  await page.waitForURL(/\/shop\/produtos\//);
  await chat.launcher.waitFor();
  assert.equal(await teaser.count(), 0);

  // Longer than the rule waits, whenever the line is there.
  await eventually(async () => {
    await page.clock.runFor(10_000);
    assert.equal(await teaser.count(), 1, "nothing was said");
  });
  assert.equal(await page.evaluate(() => document.activeElement.tagName), "BODY");
  assert.match(await chat.launcher.getAttribute("aria-label"), /1 mensagem não lida/);
  await looksRight(page, "a message unasked");
  await picture(page, "wide");
  await page.setViewportSize(PHONE);
  await looksRight(page, "a message unasked on a phone");
  const box = await teaser.boundingBox();
  assert.ok(box.x >= 0 && box.x + box.width <= PHONE.width, "it is wider than the phone");
  const button = await chat.launcher.boundingBox();
  assert.ok(box.y + box.height <= button.y, "it covers the button");
  await picture(page, "phone");

  const close = widget.getByRole("button", { name: "Dispensar esta mensagem" });
  await close.focus();
  await page.keyboard.press("Enter");
  await teaser.waitFor({ state: "detached" });
  await page.reload();
  await eventually(async () => {
    await page.clock.runFor(60_000);
    assert.match(await chat.launcher.getAttribute("aria-label"), /1 mensagem não lida/);
  });
  assert.equal(await teaser.count(), 0, "it shows again after it was closed");

  await chat.launcher.click();
  assert.equal(await chat.answers().count(), 1);
  await widget.getByRole("button", { name: "Não quero receber avisos" }).click();
  await chat.hasSaid(["não quero receber avisos"]);
  await eventually(async () => assert.equal(await chat.answers().count(), 2));
  await looksRight(page, "the conversation that it opened");
  await picture(page, "open");
}

async function picture(page, name) {
  const path = process.env.PICTURE.replace(/\.png$/, `-${name}.png`);
  for (const colorScheme of ["light", "dark"]) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await page.screenshot({ path: path.replace(/\.png$/, `-${colorScheme}.png`) });
  }
}
