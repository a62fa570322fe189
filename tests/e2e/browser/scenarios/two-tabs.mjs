import assert from "node:assert/strict";
import { Chat, eventually } from "../chat.mjs";

export default async function twoTabs(context) {
  const first = await Chat.open(context);
  await first.ask("oi");
  const second = await Chat.open(context);
  await second.hasSaid(["oi"]);

  await second.ask("cade meu pedido 10432?");
  await first.ask("quais as formas de pagamento?");

  const said = ["oi", "cade meu pedido 10432?", "quais as formas de pagamento?"];
  await first.hasSaid(said);
  await second.hasSaid(said);
  await eventually(async () =>
    assert.deepEqual(await first.transcript(), await second.transcript()),
  );
}
