import assert from "node:assert/strict";
import { Chat, eventually } from "../chat.mjs";

const WIDTH = 390;
const HEIGHT = 844;
export const options = {
  viewport: { width: WIDTH, height: HEIGHT },
  hasTouch: true,
  isMobile: true,
};

export default async function phone(context) {
  const chat = await Chat.open(context);
  const panel = chat.page.getByRole("dialog");
  await panel.evaluate((element) =>
    Promise.all(element.getAnimations().map((one) => one.finished)),
  );
  const box = await panel.boundingBox();
  assert.deepEqual([box.x, box.y, box.width, box.height], [0, 0, WIDTH, HEIGHT]);
  assert.equal(await chat.launcher.isVisible(), false, "the launcher covers the chat");

  await chat.ask("vc tem fone bluetooth até 200 reais?");
  const field = await chat.field.boundingBox();
  assert.ok(field.y + field.height <= HEIGHT, "the field is below the screen");
  await eventually(async () => {
    const wider = await chat.log.evaluate((log) => log.scrollWidth - log.clientWidth);
    assert.equal(wider, 0, "the log is wider than the screen");
  });
  for (const button of await panel.locator(".quick button, .send, .close, .human").all()) {
    const { height } = await button.boundingBox();
    assert.ok(height >= 34, `a button is ${height} pixels high`);
  }

  await chat.page.getByRole("button", { name: "Fechar", exact: true }).click();
  await panel.waitFor({ state: "detached" });
  assert.equal(await chat.launcher.isVisible(), true);
  const width = await chat.page.evaluate(() => document.documentElement.scrollWidth);
  assert.ok(width <= WIDTH, `the page is ${width} pixels wide`);
}
