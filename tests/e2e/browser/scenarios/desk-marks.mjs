import assert from "node:assert/strict";
import { eventually } from "../chat.mjs";
import { Console } from "../console.mjs";
import { Customer, outside } from "../customer.mjs";
import { Desk } from "../desk.mjs";

/** Tags, a list of what bears one, priority, and a conversation put aside until its customer writes. */
export default async function marks(context) {
  const console = await Console.signIn(context, undefined, "/inbox?view=queue");
  await console.pauses();
  const site = await outside(context);
  const [marina, beto] = [await Customer.come(site), await Customer.come(site)];
  await marina.ask("a cafeteira da Marina não liga");
  await beto.ask("o boleto do Beto não abre");
  await marina.callPerson();
  await beto.callPerson();
  const desk = new Desk(console.page);
  const { page } = desk;
  for (const words of ["boleto do Beto", "cafeteira da Marina"]) {
    await desk.open(words);
    await page.getByRole("button", { name: "Assumir" }).first().click();
    await desk.field.waitFor();
  }
  await page.getByRole("button", { name: "Limpar a busca" }).click();
  await page.getByRole("button", { name: "Minhas" }).click();
  await lists(desk, 2);

  await tags(desk);
  await priority(desk);
  await sleeps(desk, marina);
}

/** A tag that nobody had before can be filtered by at once; taken off, it filters nothing any more. */
async function tags(desk) {
  const { page } = desk;
  await page.keyboard.press("Escape");
  await page.keyboard.press("l");
  const dialog = page.getByRole("dialog", { name: "Etiquetar a conversa" });
  const field = dialog.getByLabel("Etiquetas").last();
  await field.fill("entrega");
  await page.keyboard.press("Enter");
  await field.fill("assistência técnica autorizada");
  // Also what was written without Enter.
  await dialog.getByRole("button", { name: "Salvar" }).click();
  await desk.timeline
    .getByText("Etiquetas: entrega, assistência técnica autorizada · Ana")
    .waitFor();

  await page.getByRole("button", { name: "Filtrar" }).click();
  await page.getByRole("combobox", { name: "Etiqueta" }).click();
  await page.getByRole("option", { name: "entrega" }).click();
  await page.keyboard.press("Escape");
  await lists(desk, 1);
  await page.getByText("Etiqueta: entrega").waitFor();

  await page.getByRole("button", { name: "Mais ações" }).click();
  await page.getByRole("menuitem", { name: "Etiquetas" }).click();
  await field.waitFor();
  await field.press("Backspace");
  await field.press("Backspace");
  await dialog.getByRole("button", { name: "Salvar" }).click();
  await desk.timeline.getByText("Etiquetas: – · Ana").waitFor();
  await lists(desk, 0);
  await page.getByRole("button", { name: "Tirar o filtro entrega" }).click();
  await lists(desk, 2);
}

async function priority(desk) {
  const { page } = desk;
  await page.getByRole("button", { name: "Mais ações" }).click();
  await page.getByRole("menuitem", { name: "Urgente" }).click();
  await desk.timeline.getByText("Prioridade: Urgente · Ana").waitFor();
  await desk.list.getByRole("button", { name: /Urgente/ }).waitFor();
  await page.getByText("com você", { exact: true }).waitFor();
}

async function sleeps(desk, marina) {
  const { page } = desk;
  await page.getByRole("button", { name: "Adiar", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: "Adiar até quando?" });
  await dialog.getByRole("button", { name: /Amanhã cedo/ }).waitFor();
  await dialog.getByRole("button", { name: /Amanhã cedo/ }).click();
  await desk.timeline.getByText(/Adiada até .* · Ana/).waitFor();
  await lists(desk, 1);
  await page.getByRole("button", { name: "Mais", exact: true }).click();
  await page.getByRole("menuitem", { name: /Adiadas/ }).click();
  await lists(desk, 1);

  await marina.say("alguma novidade?");
  await desk.timeline.getByText("A conversa voltou").waitFor();
  await lists(desk, 0);
  await page.getByRole("button", { name: "Minhas" }).click();
  await lists(desk, 2);
}

async function lists(desk, rows) {
  await eventually(async () => assert.equal(await desk.list.getByRole("button").count(), rows));
}
