import assert from "node:assert/strict";
import { Console, PASSWORD } from "../console.mjs";

export const options = { permissions: ["clipboard-read", "clipboard-write"] };

export default async function people(context) {
  const console = await Console.signIn(context, undefined, "/people");
  const { page } = console;
  await page.getByRole("list", { name: "Pessoas" }).getByText("Ana", { exact: true }).waitFor();

  const carla = await invited(console, context.browser());
  await page.reload();
  const row = page.getByRole("listitem").filter({ hasText: "Carla Dias" });
  await row.getByText("Atendente").waitFor();
  assert.equal(
    await carla.page.getByRole("link", { name: "Pessoas e equipes" }).count(),
    0,
    "an agent is offered what only others may do",
  );

  await team(console);
  await page.getByRole("tab", { name: "Pessoas" }).click();
  await promoted(console, row);
  await console.looksRight("people");
  await console.pictures("people");

  await page.getByRole("button", { name: "Ações para Carla Dias" }).click();
  await page.getByRole("menuitem", { name: "Desativar" }).click();
  await page
    .getByRole("dialog")
    .getByText(/volta.* para a fila/)
    .waitFor();
  await console.looksRight("a question before something that hurts");
  await page.getByRole("dialog").getByRole("button", { name: "Desativar" }).click();
  await row.waitFor({ state: "detached" });
  await carla.page.reload();
  await carla.page.getByRole("heading", { name: "Entrar" }).waitFor();

  await page.getByRole("tab", { name: "Registro" }).click();
  await page.getByRole("cell", { name: "Ana", exact: true }).first().waitFor();
  await console.looksRight("the audit log");
  await console.pictures("audit");
}

/** Ana invites through the screen; Carla opens the link in a browser of her own and comes in. */
async function invited({ page }, browser) {
  await page.getByRole("button", { name: "Convidar pessoa" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("textbox", { name: "E-mail" }).fill("carla@loja.example");
  await dialog.getByRole("button", { name: "Criar o link" }).click();
  const link = await dialog.getByRole("textbox", { name: "Link" }).inputValue();
  await dialog.getByRole("button", { name: "Copiar o link" }).click();
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), link);
  await page.keyboard.press("Escape");
  await page.getByText("carla@loja.example").waitFor();

  const hers = await browser.newContext({ baseURL: process.env.PROSA_URL, locale: "pt-BR" });
  const carla = await Console.open(hers, new URL(link).pathname.replace("/console", ""));
  await carla.page.getByText("Ana convidou você").waitFor();
  await carla.looksRight("an invitation");
  await carla.page.getByRole("textbox", { name: "Nome" }).fill("Carla Dias");
  await carla.page.getByLabel(/^Nova senha/).fill(PASSWORD);
  await carla.page.getByRole("button", { name: "Aceitar o convite" }).click();
  await carla.ready();
  await carla.page.getByRole("heading", { name: "Primeiros passos" }).waitFor();
  return carla;
}

async function team(console) {
  const { page } = console;
  await page.getByRole("tab", { name: "Equipes" }).click();
  await page.getByText("Ainda não há equipes").waitFor();
  await page.getByRole("button", { name: "Nova equipe" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("textbox", { name: "Nome" }).fill("Financeiro");
  await dialog.getByRole("textbox", { name: "Do que ela cuida" }).fill("Boletos e estornos");
  await dialog.getByLabel("Habilidades").fill("cobrança");
  await page.keyboard.press("Enter");
  await dialog.getByLabel("Integrantes").fill("Carla");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  await console.looksRight("a new team");
  await dialog.getByRole("button", { name: "Salvar" }).click();
  await page.getByRole("heading", { name: "Financeiro" }).waitFor();
  await console.looksRight("teams");
  await console.pictures("teams");
}

async function promoted({ page }, row) {
  await page.getByRole("button", { name: "Ações para Carla Dias" }).click();
  await page.getByRole("menuitem", { name: "Editar" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Papel").click();
  await page.getByRole("option", { name: "Supervisão" }).click();
  await dialog.getByRole("button", { name: "Salvar" }).click();
  await row.getByText("Supervisão").waitFor();
  await row.getByText(/Financeiro/).waitFor();
}
