import assert from "node:assert/strict";
import { Chat } from "../chat.mjs";
import { asAgent } from "../server.mjs";

const OPENING = "quais as formas de pagamento do pedido da Marina?";

export default async function person(context) {
  const chat = await Chat.open(context);
  await chat.ask(OPENING);
  await chat.page.getByRole("button", { name: "Falar com humano" }).click();
  await chat.sees(/Espera estimada/);

  const id = await waiting(OPENING);
  await asAgent("POST", `/conversations/${id}/take`);
  await chat.sees("Ana entrou na conversa");
  await chat.page.getByRole("heading", { name: "Ana" }).waitFor();
  await asAgent("POST", `/conversations/${id}/messages`, { text: "Oi! Já vejo a sua troca." });
  await chat.sees("Oi! Já vejo a sua troca.");

  // The name stays after a reload, and the bot stays silent.
  await chat.reload();
  await chat.page.getByRole("heading", { name: "Ana" }).waitFor();
  await chat.sees("Oi! Já vejo a sua troca.");
  const answers = await chat.answers().count();
  await chat.say("oi, obrigada!");
  await chat.log.getByText("oi, obrigada!").waitFor();
  await asAgent("POST", `/conversations/${id}/messages`, { text: "Pronto, resolvido." });
  await chat.sees("Pronto, resolvido.");
  assert.equal(await chat.answers().count(), answers);

  await asAgent("POST", `/conversations/${id}/resolve`);
  await chat.sees("Como foi o atendimento?");
  await chat.page.getByRole("radio", { name: "5 estrelas" }).check({ force: true });
  await chat.page.getByRole("textbox", { name: /Quer contar mais/ }).fill("Rápida e gentil");
  await chat.page.getByRole("button", { name: "Enviar avaliação" }).click();
  await chat.sees("Você avaliou com 5 estrelas");
}

/** The conversation in the queue in which this was said: others wait too. */
async function waiting(text) {
  const { conversations } = await asAgent("GET", "/conversations?view=queue");
  for (const { id } of conversations) {
    const conversation = await asAgent("GET", `/conversations/${id}`);
    if (JSON.stringify(conversation).includes(text)) return id;
  }
  throw new Error(`nobody waits who said "${text}"`);
}
