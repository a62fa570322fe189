import assert from "node:assert/strict";
import { eventually } from "../chat.mjs";
import { Console } from "../console.mjs";
import { Customer, outside } from "../customer.mjs";
import { Desk } from "../desk.mjs";

const MEANT = "o trem chegou capenga";
const UNKNOWN = "vcs mandam presente embrulhado?";
const ANSWER = "Sim! Embrulhamos para presente por R$ 9,90 em todas as lojas.";

/** Seconds on a machine that has nothing else to do. */
const TRAINING_MS = 90_000;

/** What an agent marks and answers: an article and a model later, the bot knows both, until it is taken back. */
export default async function teaching(context) {
  const ana = await Console.signIn(context, undefined, "/inbox?view=queue");
  await ana.pauses();
  const customer = await Customer.come(await outside(context));
  await customer.ask(MEANT);
  await customer.ask(UNKNOWN);
  await customer.callPerson();
  const desk = new Desk(ana.page);
  await desk.open("presente embrulhado");
  await desk.page.getByRole("button", { name: "Assumir" }).first().click();
  await desk.field.waitFor();

  await marksTheWrong(desk);
  await answersForAll(ana, desk);
  await trains(ana);
  await takesBack(ana);
}

async function marksTheWrong({ page, timeline }) {
  await page.getByRole("button", { name: "Intenção errada" }).first().click();
  await timeline.getByText("Intenção marcada como errada").waitFor();
  await page.getByRole("button", { name: "Resposta errada" }).last().click();
  await timeline.getByText("Resposta marcada como errada").waitFor();
}

/** An answer becomes a draft, the draft an article, and the article the bot's answer. */
async function answersForAll(ana, desk) {
  const { page } = ana;
  await desk.says(ANSWER);
  await desk.timeline.getByText(ANSWER).waitFor();
  await desk.timeline.getByText(ANSWER).hover();
  await page.getByRole("button", { name: "Virar artigo" }).click();
  await ana.sees("Rascunho criado na base de conhecimento.");
  await page.getByRole("button", { name: "Abrir o rascunho" }).click();
  await page.getByRole("heading", { name: UNKNOWN }).waitFor();
  await ana.goto("/knowledge");
  await page.getByRole("combobox", { name: "Situação" }).click();
  await page.getByRole("option", { name: "Rascunho" }).click();
  await page.getByRole("link", { name: UNKNOWN }).click();
  await page.getByText(ANSWER).first().waitFor();
  await page.getByRole("button", { name: "Publicar", exact: true }).click();
  await ana.sees("Publicado");
  await eventually(async () => assert.match((await answerTo(UNKNOWN)).text, /R\$ 9,90/));
}

async function trains(ana) {
  const { page } = ana;
  await ana.goto("/training");
  const item = page.getByRole("listitem").filter({ hasText: MEANT });
  await item.waitFor();
  await item.getByText("Um atendente corrigiu").waitFor();
  await item.getByRole("button", { name: /Trocar ou devolver/ }).click();
  await item.getByText(/Vira exemplo de/).waitFor();
  await page.getByRole("tab", { name: "Treinar e versões" }).click();
  await ana.sees("1 exemplo aceito na revisão.");
  await page.getByRole("button", { name: "Treinar agora" }).click();
  await page.getByText("O novo modelo já está respondendo.").waitFor({ timeout: TRAINING_MS });
  await eventually(async () => assert.notEqual((await answerTo(MEANT)).type, "clarify"));
}

async function takesBack({ page }) {
  await page
    .getByRole("button", { name: /^Usar esta versão/ })
    .first()
    .click();
  await page.getByRole("dialog").getByRole("button", { name: "Usar esta" }).click();
  await page.getByText("Versão trocada.").waitFor();
  await eventually(async () => assert.equal((await answerTo(MEANT)).type, "clarify"));
}

/** What the bot answers somebody new. */
async function answerTo(message) {
  const response = await fetch(`${process.env.PROSA_URL}/api/chat`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ message }),
  });
  return (await response.json()).response;
}
