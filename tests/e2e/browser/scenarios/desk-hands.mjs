import assert from "node:assert/strict";
import { Chat, eventually } from "../chat.mjs";
import { Console, hire } from "../console.mjs";
import { Customer, outside } from "../customer.mjs";
import { Desk } from "../desk.mjs";
import { asAdmin } from "../server.mjs";

/** Two contacts become one; a ticket is opened; the bot takes a step and gives the floor back; a team gets it all. */
export default async function hands(context) {
  const { id: team } = await asAdmin("POST", "/people/teams", { name: "Logística" });
  const davi = await hire("Davi", "agent", { teams: [team] });
  const ana = await Console.signIn(context, undefined, "/inbox?view=queue");
  await ana.pauses();
  const before = await Customer.come(await outside(context));
  await before.ask("quais as formas de pagamento? sou a Marina Alves");
  const chat = await Chat.open(await context.browser().newContext(local));
  await chat.ask("minha panela chegou amassada");
  await chat.page.getByRole("button", { name: "Falar com humano" }).click();
  await chat.sees(/Espera estimada/);
  const desk = new Desk(ana.page);
  await desk.open("panela chegou amassada");
  await desk.page.getByRole("button", { name: "Assumir" }).first().click();
  await desk.field.waitFor();

  await merge(desk);
  await ticket(desk);
  await step(desk, chat);
  await toTheTeam(desk, chat, await context.browser().newContext(local), davi);
}

const local = {
  baseURL: process.env.PROSA_URL,
  locale: "pt-BR",
  timezoneId: "America/Sao_Paulo",
  viewport: { width: 1280, height: 860 },
};

/** Found by what was said; whoever has no name is called as in the list. */
async function merge({ page }) {
  await page.getByRole("button", { name: "Sobre o cliente" }).click();
  await page.getByRole("button", { name: "Unir contatos" }).click();
  const dialog = page.getByRole("dialog", { name: "Unir dois contatos da mesma pessoa" });
  await dialog.getByRole("searchbox").fill("marina alves");
  await dialog.getByRole("radio", { name: /^Visitante [0-9A-F]{4}$/ }).check();
  await dialog.getByRole("button", { name: "Unir contatos" }).click();
  await dialog.waitFor({ state: "detached" });
  const card = page.getByRole("region", { name: "Sobre o cliente" });
  await card.getByText("Conversas anteriores · 1").waitFor();
  await page.getByRole("button", { name: "Esconder" }).click();
}

async function ticket({ page }) {
  await page.getByRole("button", { name: "Mais ações" }).click();
  await page.getByRole("menuitem", { name: "Abrir chamado" }).click();
  const dialog = page.getByRole("dialog", { name: "Abrir um chamado" });
  await dialog.getByRole("textbox", { name: "Tipo" }).fill("Troca");
  await dialog.getByRole("textbox", { name: "O que precisa ser feito" }).fill("Coletar a panela.");
  await dialog.getByRole("button", { name: "Abrir chamado" }).click();
  await page.getByRole("alert").filter({ hasText: "Chamado aberto" }).waitFor();
  await page.getByRole("button", { name: "Sobre o cliente" }).click();
  const card = page.getByRole("region", { name: "Sobre o cliente" });
  await card.getByText("Chamados").waitFor();
  await card.getByText("Coletar a panela.").waitFor();
  await page.getByRole("button", { name: "Esconder" }).click();
}

/** The bot asks what a form needs, then the agent speaks again: never both. */
async function step(desk, chat) {
  const { page } = desk;
  await page.getByRole("button", { name: "Mais ações" }).click();
  await page.getByRole("menuitem", { name: "Pedir um passo ao bot" }).click();
  const dialog = page.getByRole("dialog", { name: "Pedir um passo ao bot" });
  await dialog.getByRole("combobox", { name: "Formulário" }).click();
  await page.getByRole("option", { name: "Segunda via do boleto" }).waitFor();
  await page.getByRole("option", { name: "Acompanhar meu pedido" }).click();
  const answers = await chat.answers().count();
  await dialog.getByRole("button", { name: "Pedir um passo ao bot" }).click();
  await desk.timeline.getByText("Ana pediu um passo ao bot").waitFor();
  await eventually(async () => assert.ok((await chat.answers().count()) > answers, "no question"));
  assert.equal(await desk.field.count(), 0, "two could speak");
  await page.getByText("O bot está fazendo o passo que você pediu").waitFor();
  await chat.say("10432");
  await desk.timeline.getByText("O bot terminou o passo").waitFor();
  await desk.says("Obrigada! Sigo daqui.");
  await chat.sees("Obrigada! Sigo daqui.");
}

async function toTheTeam(desk, chat, elsewhere, davi) {
  const { page } = desk;
  await page.keyboard.press("Escape");
  await page.keyboard.press("m");
  const dialog = page.getByRole("dialog", { name: "Transferir para quem?" });
  await dialog.getByRole("combobox", { name: "Para" }).fill("Log");
  await page.getByRole("option", { name: "Logística" }).click();
  await dialog.getByRole("textbox", { name: "Nota para quem recebe" }).fill("coletar amanhã");
  await dialog.getByRole("button", { name: "Transferir" }).click();
  await desk.timeline.getByText("Conversa transferida · Ana").waitFor();
  const next = new Desk((await Console.signIn(elsewhere, davi)).page);
  await chat.sees("Davi entrou na conversa");
  await next.list.getByRole("button", { name: /Obrigada! Sigo daqui/ }).click();
  await next.timeline.getByText("coletar amanhã").waitFor();
  assert.ok(!(await chat.transcript()).join().includes("coletar amanhã"), "the customer sees it");
}
