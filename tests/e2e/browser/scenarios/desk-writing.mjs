import assert from "node:assert/strict";
import { Chat, eventually } from "../chat.mjs";
import { Console, hire } from "../console.mjs";
import { Desk } from "../desk.mjs";
import { asAdmin } from "../server.mjs";

const PDF = "%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n";
const TEMPLATE =
  "Oi, {{primeiro_nome}}! O pedido {{pedido}} chega até sexta. {{atendente}}, da {{empresa}}.";

/** Canned replies, articles, a colleague called by a note, a file, and what the knowledge base suggests. */
export default async function writing(context) {
  await asAdmin("POST", "/agent/canned", { shortcut: "prazo", title: "Prazo", text: TEMPLATE });
  const person = await hire("Bia Souza");
  const ana = await Console.signIn(context, undefined, "/inbox?view=queue");
  await ana.pauses();
  const bia = await Console.signIn(await context.browser().newContext(local), person);
  const chat = await Chat.open(await context.browser().newContext(local));
  await bia.pauses();
  await chat.ask("cadê meu pedido 10432? é o da Marina");
  await chat.page.getByRole("button", { name: "Falar com humano" }).click();
  await chat.sees(/Espera estimada/);
  const desk = new Desk(ana.page);
  await desk.open("pedido 10432");
  await desk.page.getByRole("button", { name: "Assumir" }).first().click();

  await canned(desk, chat);
  await article(desk, chat);
  await mention(desk, bia);
  await file(desk, chat);
  await suggestions(desk, chat);
}

const local = {
  baseURL: process.env.PROSA_URL,
  locale: "pt-BR",
  timezoneId: "America/Sao_Paulo",
  viewport: { width: 1280, height: 860 },
};

/** What is known is filled in; what nobody knows yet is left out with its comma. */
async function canned({ page, field }, chat) {
  await field.pressSequentially("/pra");
  await page.getByRole("option", { name: /\/prazo.*Oi! O pedido 10432/ }).waitFor();
  await field.press("Enter");
  await has(field, "Oi! O pedido 10432 chega até sexta. Ana, da Casa Jabuti.");
  await field.fill("");

  await page.getByRole("button", { name: "Sobre o cliente" }).click();
  await page.getByRole("button", { name: "Editar", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: "Dados do cliente" });
  await dialog.getByRole("textbox", { name: "Nome" }).fill("Marina Alves");
  await dialog.getByRole("button", { name: "Salvar" }).click();
  await page.getByRole("heading", { name: "Marina Alves" }).waitFor();
  await page.getByRole("button", { name: "Esconder" }).click();

  await page.getByRole("button", { name: "Respostas prontas (/)" }).click();
  await page.getByRole("option", { name: /Oi, Marina!/ }).click();
  await has(field, "Oi, Marina! O pedido 10432 chega até sexta. Ana, da Casa Jabuti.");
  await field.press("Enter");
  await chat.sees("Oi, Marina! O pedido 10432 chega até sexta. Ana, da Casa Jabuti.");
}

async function article({ page, field }, chat) {
  await field.pressSequentially("Veja #troc");
  await page.getByRole("option", { name: "Como faço para trocar um produto?" }).waitFor();
  await field.press("Enter");
  const link = `${process.env.PROSA_URL}/shop/artigos/trocar-produto`;
  await has(field, `Veja Como faço para trocar um produto? ${link}`);
  await field.press("Enter");
  const shown = chat.log.getByRole("link", { name: link });
  assert.equal(await shown.getAttribute("href"), link);
}

/** Whom the note's text names is called, also after a reload, and finds the conversation from there. */
async function mention(desk, bia) {
  const { page, field } = desk;
  await page.getByText("Nota", { exact: true }).first().click();
  await field.pressSequentially("@bi");
  await page.getByRole("option", { name: "Bia Souza" }).click();
  await field.pressSequentially("pode ver a jarra?");
  await page.reload();
  await desk.timeline.waitFor();
  await has(field, "@BiaSouza pode ver a jarra?");
  await field.press("Enter");

  const called = bia.page.getByRole("alert").filter({ hasText: "Mencionaram você" });
  await called.getByText("Ana: @BiaSouza pode ver a jarra?").waitFor();
  await called.getByRole("button", { name: "Abrir a conversa" }).click();
  await bia.page.getByRole("list", { name: "Mensagens" }).getByText("pode ver a jarra?").waitFor();
  await bia.page.getByRole("button", { name: "Mais", exact: true }).click();
  await bia.page.getByRole("menuitem", { name: /Menções/ }).click();
  await new Desk(bia.page).list.getByRole("button", { name: /Marina Alves/ }).waitFor();
  await page.getByText("Bia Souza está vendo").waitFor();
  const [who, all] = await page.getByText("Bia Souza está vendo").evaluate((span) => {
    const { right, bottom } = span.getBoundingClientRect();
    const row = span.parentElement.getBoundingClientRect();
    return [
      [right, bottom],
      [row.right + 1, row.bottom + 1],
    ];
  });
  assert.ok(who[0] <= all[0] && who[1] <= all[1], "who else is there is cut off");
}

async function file({ page }, chat) {
  await page.getByText("Resposta", { exact: true }).click();
  const choosing = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: "Anexar arquivo" }).click();
  const name = "etiqueta de devolução.pdf";
  const chooser = await choosing;
  await chooser.setFiles({ name, mimeType: "application/pdf", buffer: Buffer.from(PDF) });
  await page.getByRole("button", { name: "Enviar", exact: true }).click();
  await saves(chat.page, chat.log.getByRole("link", { name }), name);
  await saves(page, page.getByRole("link", { name }), name);
}

async function saves(page, link, name) {
  const saving = page.waitForEvent("download");
  await link.click();
  const saved = await saving;
  assert.equal(saved.suggestedFilename(), name);
  assert.equal(await text(await saved.createReadStream()), PDF);
}

async function text(stream) {
  const pieces = [];
  for await (const piece of stream) pieces.push(piece);
  return Buffer.concat(pieces).toString();
}

/** One is changed, one sent as it is, one put away for good. */
async function suggestions(desk, chat) {
  const { page, field } = desk;
  const bar = page.getByRole("region", { name: "Sugestão de resposta" });
  await chat.say("qual o prazo para troca de um produto com defeito?");
  await bar.getByRole("button", { name: "Editar" }).click();
  await eventually(async () => assert.match(await field.inputValue(), /30 dias/));
  await field.press("Home");
  await field.pressSequentially("Boa pergunta! ");
  await field.press("Enter");
  await chat.sees(/^Boa pergunta!|Boa pergunta! /);

  await chat.say("e o frete, quanto custa?");
  await bar.getByText(/frete/).first().waitFor();
  const offered = await bar.locator("p").innerText();
  await bar.getByRole("button", { name: "Enviar assim" }).click();
  await chat.sees(offered);
  await bar.waitFor({ state: "detached" });

  await chat.say("quais as formas de pagamento?");
  await bar.getByRole("button", { name: "Dispensar" }).click();
  await bar.waitFor({ state: "detached" });
  const asked = page.waitForResponse((answer) => answer.url().endsWith("/suggestion"));
  await page.reload();
  assert.equal(await (await asked).json(), null, "what was put away is back");
  await desk.timeline.getByText("quais as formas de pagamento?").waitFor();
  assert.equal(await bar.count(), 0);
}

async function has(field, text) {
  await eventually(async () => assert.equal((await field.inputValue()).trim(), text));
}
