import assert from "node:assert/strict";
import { Chat, eventually } from "../chat.mjs";

export default async function reload(context) {
  const chat = await Chat.open(context);
  await chat.ask("oi");
  await chat.ask("cade meu pedido 10432?");
  const before = await chat.transcript();
  await chat.field.fill("ainda escrevendo");

  await chat.reload();

  await eventually(async () => assert.deepEqual(await chat.transcript(), before));
  assert.equal(await chat.field.inputValue(), "ainda escrevendo");
  await chat.ask("quais as formas de pagamento?");
  await chat.hasSaid(["oi", "cade meu pedido 10432?", "quais as formas de pagamento?"]);
}
