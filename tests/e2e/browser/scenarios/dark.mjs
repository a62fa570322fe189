import assert from "node:assert/strict";
import { Chat } from "../chat.mjs";

export const options = { colorScheme: "dark" };

export default async function dark(context) {
  const chat = await Chat.open(context);
  const panel = chat.page.getByRole("dialog");
  const [paper, ink] = await panel.evaluate((element) => {
    const { backgroundColor, color } = getComputedStyle(element);
    return [backgroundColor, color];
  });
  assert.ok(brightness(paper) < 60, `the panel is ${paper}`);
  assert.ok(brightness(ink) > 200, `the text is ${ink}`);
}

/** From 0 to 255. */
function brightness(rgb) {
  const [r, g, b] = rgb.match(/[\d.]+/g).map(Number);
  return 0.3 * r + 0.6 * g + 0.1 * b;
}
