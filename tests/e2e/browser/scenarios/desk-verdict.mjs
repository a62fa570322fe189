import assert from "node:assert/strict";
import { Chat, eventually } from "../chat.mjs";
import { Console } from "../console.mjs";
import { Desk } from "../desk.mjs";

const COMMENT = "Demorou e ninguém resolveu";

/** Thumbs on two answers, two stars with a comment, once: the agent, the ticket and the reports tell of all of it. */
export default async function verdict(context) {
  const console = await Console.signIn(context, undefined, "/inbox?view=queue");
  await console.pauses();
  const shop = await context
    .browser()
    .newContext({ baseURL: process.env.PROSA_URL, locale: "pt-BR" });
  const chat = await Chat.open(shop);
  await judged(await chat.ask("quais as formas de pagamento?"), "Ajudou");
  await judged(await chat.ask("qual o prazo de troca?"), "Não ajudou");
  await chat.page.getByRole("button", { name: "Falar com humano" }).click();
  await chat.sees(/Espera estimada/);

  const desk = new Desk(console.page);
  const { page } = desk;
  await desk.open("prazo de troca");
  await desk.timeline.getByText("O cliente gostou da resposta").waitFor();
  await desk.timeline.getByText("O cliente não gostou da resposta").waitFor();
  await page.getByRole("button", { name: "Assumir" }).first().click();
  await desk.says("São 30 dias.");
  await page.getByRole("button", { name: "Resolver", exact: true }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Resolver" }).click();

  await rates(chat);
  await desk.timeline.getByText("O cliente avaliou com 2 estrelas").waitFor();
  await desk.timeline.getByText(COMMENT).first().waitFor();
  await ticketOnTheCard(console);

  await console.goto("/insights");
  await page.getByText("Nota (1 a 5)").first().waitFor();
}

async function judged(answer, thumb) {
  const button = answer.getByRole("button", { name: thumb, exact: true });
  await button.click();
  await eventually(async () => assert.equal(await button.getAttribute("aria-pressed"), "true"));
}

/** The stars are asked for once: not again after they were given, nor on another visit. */
async function rates(chat) {
  await chat.sees("Como foi o atendimento?");
  await chat.page.getByRole("radio", { name: "2 estrelas" }).check({ force: true });
  await chat.page.getByRole("textbox", { name: /Quer contar mais/ }).fill(COMMENT);
  await chat.page.getByRole("button", { name: "Enviar avaliação" }).click();
  await chat.sees("Você avaliou com 2 estrelas");
  await chat.sees(/Chamado nº/);
  await chat.reload();
  await chat.sees("Você avaliou com 2 estrelas");
  assert.equal(await chat.page.getByText("Como foi o atendimento?").count(), 0, "asked twice");
  const pressed = chat.log.getByRole("button", { pressed: true });
  await eventually(async () => {
    const titles = await pressed.evaluateAll((all) => all.map(({ title }) => title));
    assert.deepEqual(titles, ["Ajudou", "Não ajudou"]);
  });
}

async function ticketOnTheCard({ page }) {
  await page.getByRole("button", { name: "Sobre o cliente" }).click();
  const card = page.getByRole("region", { name: "Sobre o cliente" });
  await card
    .getByText(/Chamado/)
    .first()
    .waitFor();
}
