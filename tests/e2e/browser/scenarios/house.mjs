import assert from "node:assert/strict";
import { Chat, eventually } from "../chat.mjs";
import { Console, hire } from "../console.mjs";
import { Desk } from "../desk.mjs";
import { asAdmin } from "../server.mjs";

/** Two agents with room for one conversation each, and three customers, at once. */
export default async function house(context) {
  const browser = context.browser();
  const [alice, beto, clara] = await Promise.all([
    comes(browser, "a cafeteira do pedido 10432 veio sem a jarra"),
    comes(browser, "o boleto da panela elétrica não abre"),
    comes(browser, "o ventilador faz barulho demais"),
  ]);
  for (const [before, chat] of [alice, beto, clara].entries()) {
    await chat.page.getByRole("button", { name: "Falar com humano" }).click();
    await waits(chat, before + 1);
  }

  const bia = await enters(context, "Bia");
  await alice.sees("Bia entrou na conversa");
  await waits(beto, 1);
  await waits(clara, 2);
  const caio = await enters(await browser.newContext(local), "Caio");
  await beto.sees("Caio entrou na conversa");
  await waits(clara, 1);

  await talks(bia, alice);
  await isKilled(bia, alice);
  await backToTheBot(caio, beto);
  await clara.sees("Caio entrou na conversa");
  await isJudged(caio, clara);
  await changesHands(bia, caio, alice);
  await twoAtOne(bia, caio, alice);
}

const local = {
  baseURL: process.env.PROSA_URL,
  locale: "pt-BR",
  viewport: { width: 1280, height: 860 },
};

/** A customer in a browser of their own, who has begun to talk with the bot. */
async function comes(browser, text) {
  const chat = await Chat.open(await browser.newContext(local));
  await chat.ask(text);
  chat.opening = text;
  return chat;
}

/** Somebody new, at the desk, to whom the queue gives one conversation at a time. */
async function enters(context, name) {
  const person = await hire(name);
  const people = await asAdmin("GET", "/people");
  const { id } = people.find(({ email }) => email === person.email);
  await asAdmin("PATCH", `/people/${id}`, { max_conversations: 1 });
  const { page } = await Console.signIn(context, person);
  return Object.assign(new Desk(page), { id, name });
}

/** Waits until the customer is told this place in the queue. */
async function waits(chat, place) {
  await chat.sees(
    place === 1 ? "Você é o próximo da fila" : `Você está na posição ${place} da fila`,
  );
}

/** Opens what the queue has given. */
async function opens(desk, chat) {
  await desk.open(chat.opening);
  await desk.timeline.getByText("Distribuída pela fila").waitFor();
}

/** Both sides see the other write before they see what was written; a note stays in the house. */
async function talks(bia, alice) {
  await opens(bia, alice);
  await bia.field.pressSequentially("Oi! Vou ver ");
  await alice.sees("Bia está digitando…");
  await bia.says("Oi! Vou ver a jarra.");
  await alice.sees("Oi! Vou ver a jarra.");
  await alice.field.pressSequentially("obrigada, é um pres");
  await bia.sees("O cliente está escrevendo");
  await bia.sees("é um pres");
  await alice.say("obrigada, é um presente");
  await bia.timeline.getByText("obrigada, é um presente").waitFor();
  await bia.notes("há duas jarras no estoque");
  await bia.timeline.getByText("há duas jarras no estoque").waitFor();
  assert.ok(!(await alice.transcript()).join().includes("no estoque"), "the customer sees a note");
}

/** The agent's tab crashes in mid-sentence; in a new one everything is there, also what was said meanwhile. */
async function isKilled(bia, alice) {
  await bia.page.getByText("Resposta", { exact: true }).click();
  await bia.field.fill("A jarra segue am");
  const address = bia.page.url();
  const context = bia.page.context();
  await crash(bia.page);
  await alice.say("pode ser na cor preta?");
  await alice.log.getByText("pode ser na cor preta?").waitFor();

  const page = await context.newPage();
  await page.goto(address);
  Object.assign(bia, new Desk(page));
  await bia.timeline.getByText("pode ser na cor preta?").waitFor();
  for (const text of [
    "Oi! Vou ver a jarra.",
    "obrigada, é um presente",
    "há duas jarras no estoque",
  ])
    assert.equal(await bia.timeline.getByText(text, { exact: true }).count(), 1, text);
  assert.equal(await bia.field.inputValue(), "A jarra segue am");
  await bia.says("A jarra preta segue amanhã.");
  await alice.sees("A jarra preta segue amanhã.");
}

/** As when the system takes its memory: no page is told, and so none can put anything away. */
async function crash(page) {
  const session = await page.context().newCDPSession(page);
  const crashed = page.waitForEvent("crash");
  session.send("Page.crash").catch(() => {});
  await crashed;
  await page.close();
}

/** The bot is silent while a person has the floor, and answers once it has it back. */
async function backToTheBot(caio, beto) {
  await opens(caio, beto);
  const answers = await beto.answers().count();
  await beto.say("qual o prazo de troca?");
  await caio.timeline.getByText("qual o prazo de troca?").waitFor();
  await caio.says("O assistente sabe tudo do prazo, passo você de volta.");
  await beto.sees("passo você de volta");
  assert.equal(await beto.answers().count(), answers, "two voices");

  await caio.page.getByRole("button", { name: "Mais ações" }).click();
  await caio.page.getByRole("menuitem", { name: "Devolver ao bot" }).click();
  await beto.sees("O assistente virtual voltou à conversa");
  await beto.ask("quais as formas de pagamento?");
}

async function isJudged(caio, clara) {
  await opens(caio, clara);
  await caio.says("Trocamos o ventilador amanhã.");
  await clara.sees("Trocamos o ventilador amanhã.");
  await caio.page.getByRole("button", { name: "Resolver", exact: true }).click();
  const dialog = caio.page.getByRole("dialog", { name: "Resolver a conversa?" });
  await dialog.getByText("Problema resolvido").click();
  await dialog.getByRole("button", { name: "Resolver" }).click();
  await clara.sees("Como foi o atendimento?");
  await clara.page.getByRole("radio", { name: "5 estrelas" }).check({ force: true });
  await clara.page.getByRole("button", { name: "Enviar avaliação" }).click();
  await clara.sees("Você avaliou com 5 estrelas");
  await caio.timeline.getByText("O cliente avaliou com 5 estrelas").waitFor();
}

/** With a word on why, which the customer does not see. */
async function changesHands(bia, caio, alice) {
  await bia.page.getByRole("button", { name: "Transferir" }).click();
  const dialog = bia.page.getByRole("dialog", { name: "Transferir para quem?" });
  await dialog.getByRole("combobox", { name: "Para" }).fill("Caio");
  await bia.page.getByRole("option", { name: /Caio · disponível · 0\/1/ }).click();
  await dialog
    .getByRole("textbox", { name: "Nota para quem recebe" })
    .fill("jarra preta, é presente");
  await dialog.getByRole("button", { name: "Transferir" }).click();
  await alice.sees("Caio entrou na conversa");
  await caio.open(alice.opening);
  await caio.timeline.getByText("jarra preta, é presente").waitFor();
  await caio.says("Oi, aqui é o Caio!");
  await alice.sees("Oi, aqui é o Caio!");
  assert.ok(!(await alice.transcript()).join().includes("jarra preta, é presente"));
}

/** Each sees that the other is there; only one may write, and not while the other does. */
async function twoAtOne(bia, caio, alice) {
  await bia.sees("Caio está vendo");
  await caio.sees("Bia está vendo");
  await caio.field.pressSequentially("Vou ver o fre");
  await bia.sees("Caio está escrevendo…");
  await bia.sees("Esta conversa está com outra pessoa.");
  assert.equal(await bia.field.count(), 0, "two could answer");

  // Whoever had the conversation may still be in the middle of a sentence.
  await caio.field.fill("");
  await caio.field.blur();
  await bia.page.getByText("Caio está escrevendo…").waitFor({ state: "detached" });
  const id = bia.page.url().split("/").at(-1).split("?")[0];
  await bia.page.evaluate(writesOn, id);
  await caio.sees("Bia está escrevendo. Espere um instante para não responder em dobro.");
  await caio.says("O frete é por nossa conta.");
  await caio.page.getByRole("button", { name: "Enviar assim mesmo" }).click();
  await alice.sees("O frete é por nossa conta.");
  await eventually(async () =>
    assert.equal(await caio.timeline.getByText("O frete é por nossa conta.").count(), 1),
  );
}

/** As a window that was left open would, with a sentence begun. */
function writesOn(conversation) {
  const url = new URL("/ws/agent", location.href);
  url.protocol = "ws:";
  const socket = new WebSocket(url, ["prosa.agent.v1"]);
  const send = (frame) => socket.send(JSON.stringify({ conversation, ...frame }));
  socket.onopen = () => {
    send({ type: "open" });
    send({ type: "typing", on: true });
    setInterval(() => send({ type: "typing", on: true }), 2_000);
  };
}
