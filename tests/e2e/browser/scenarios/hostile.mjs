import assert from "node:assert/strict";
import { Chat } from "../chat.mjs";

const TEXTS = [
  '<img src=x onerror="window.hacked=1"><script>window.hacked=1</script>',
  "[clique](javascript:window.hacked=1) **negrito**",
  "'; DROP TABLE events; --",
  "مرحبا، أين طلبي؟",
  "👩‍👩‍👧‍👦🐢 olá\u202Eoãçnet\u202C",
  "{{7*7}} <%= 7*7 %> %s %00",
];

export default async function hostile(context) {
  const chat = await Chat.open(context);
  for (const text of TEXTS) await chat.say(text);
  await chat.hasSaid(TEXTS);
  await chat.reload();
  await chat.hasSaid(TEXTS);

  assert.equal(await chat.page.evaluate(() => window.hacked), undefined);
  const rendered = chat.log
    .locator(".bubble")
    .locator("img, script, iframe, [onerror], a[href^='javascript:']");
  assert.equal(await rendered.count(), 0);
  assert.equal(await chat.log.locator(".message.customer .bubble").locator("a, strong").count(), 0);
}
