import assert from "node:assert/strict";
import { Chat } from "../chat.mjs";

export default async function sixMessages(context) {
  const chat = await Chat.open(context);

  await chat.ask("oi");

  const order = await chat.ask("cade meu pedido 10432?");
  await order.getByRole("heading", { name: "Pedido 10432" }).waitFor();

  const article = await chat.ask("quero a 2a via do boleto");
  await article
    .getByRole("link", { name: /boleto/i })
    .first()
    .waitFor();

  const exchange = await chat.ask("a airfryer veio quebrada, quero trocar");
  await exchange.getByRole("heading", { name: /^Chamado nº \d+$/ }).waitFor();

  const offer = await chat.ask("vc tem fone bluetooth até 200 reais?");
  const prices = await offer.locator(".price").allInnerTexts();
  assert.ok(prices.length > 0, "no products");
  for (const price of prices) assert.ok(amount(price) <= 200, `${price} is more than R$ 200`);
  assert.ok((await offer.getByRole("button").count()) >= prices.length, "a product without action");

  await chat.say("quero falar com uma pessoa");
  await chat.sees(/Você é o próximo da fila|Você está na posição \d+ da fila/);
  await chat.sees(/Espera estimada/);
}

/** The last amount in a text, which is what it costs now: "R$ 199,90 R$ 149,90" is 149.9. */
function amount(text) {
  const last = text.match(/[\d.]+,\d\d/g).at(-1);
  return Number(last.replaceAll(".", "").replace(",", "."));
}
