import assert from "node:assert/strict";
import { eventually } from "../chat.mjs";
import { Console, hire } from "../console.mjs";
import { Customer, outside } from "../customer.mjs";
import { Desk } from "../desk.mjs";

const CODE = `lt${Math.floor(Math.random() * 1e6)}`;
const OPENING = `o liquidificador ${CODE} chegou sem a tampa, e agora?`;

/** More than a list shows at a time. */
const COLLEAGUES = ["Aldo", "Bruna", "Caio", "Davi", "Elis", "Fabi", "Gil", "Hugo", "Iara", "Joca"];

/** From the queue to the end of a conversation without a mouse; axe finds nothing to object to on the way. */
export default async function keyboard(context) {
  await Promise.all(COLLEAGUES.map((name) => hire(name)));
  const console = await Console.signIn(context, undefined, "/inbox?view=queue");
  await console.pauses();
  // In a browser of their own: a page behind another paints but once a second.
  const theirs = await context.browser().newContext({ baseURL: process.env.PROSA_URL });
  const customer = await Customer.come(await outside(theirs));
  await customer.ask(OPENING);
  await customer.callPerson();

  const desk = new Desk(console.page);
  const { page } = desk;
  const { keyboard } = page;
  await desk.list.waitFor();
  await console.looksRight("the queue");

  await keyboard.press("/");
  await keyboard.type(`liquidificador ${CODE}`);
  await desk.list.getByRole("button").first().waitFor();
  await eventually(async () => assert.equal(await desk.list.getByRole("button").count(), 1));
  await keyboard.press("Tab");
  await eventually(async () => {
    await keyboard.press("Tab");
    const row = await page.evaluate(() => document.activeElement?.getAttribute("data-row"));
    assert.ok(row, "Tab does not come to the list");
  });
  await keyboard.press("Enter");
  await desk.timeline.getByText(OPENING).waitFor();
  await console.looksRight("a waiting conversation");

  await keyboard.press("t");
  await desk.field.waitFor();
  await keyboard.press("r");
  await eventually(async () =>
    assert.ok(await desk.field.evaluate((field) => field === document.activeElement)),
  );
  await keyboard.type("Sinto muito! Envio uma tampa hoje.");
  await keyboard.press("Enter");
  await desk.timeline.getByText("Sinto muito! Envio uma tampa hoje.").waitFor();
  await console.looksRight("an answered conversation");
  await console.pictures("inbox");

  await keyboard.press("Escape");
  await keyboard.press("n");
  await keyboard.type("tampa avulsa no estoque 3");
  await keyboard.press("Enter");
  await desk.timeline.getByText("tampa avulsa no estoque 3").waitFor();

  await keyboard.press("Escape");
  await keyboard.press("m");
  await page.getByRole("dialog", { name: "Transferir para quem?" }).waitFor();
  await console.looksRight("the dialog to transfer");
  await lastOfAList(desk, console);
  // The list of people closes first.
  await keyboard.press("Escape");
  await keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "detached" });

  await keyboard.press("e");
  await page.getByRole("dialog", { name: "Resolver a conversa?" }).waitFor();
  await keyboard.press("Enter");
  await desk.timeline.getByText("Ana resolveu a conversa").waitFor();
  await console.looksRight("a resolved conversation");
}

/** The list of colleagues is longer than its box: keys go to its end, which comes into sight. */
async function lastOfAList({ page }, console) {
  await page.keyboard.press("ArrowDown");
  const options = page.getByRole("option");
  await options.first().waitFor();
  await console.looksRight("the list of colleagues");
  await page.keyboard.press("ArrowUp");
  await eventually(async () => {
    const list = await page.getByRole("listbox").boundingBox();
    const last = await options.last().boundingBox();
    assert.ok(last.y >= list.y && last.y + last.height <= list.y + list.height + 1, "out of sight");
  });
}
