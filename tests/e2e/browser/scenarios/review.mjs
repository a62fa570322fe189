/** A message that the bot was unsure of is accepted by a key, taken back, and put into a topic of its own. */
import { ANA, Console } from "../console.mjs";
import { asAdmin } from "../server.mjs";

const ASKED = "cês têm aquele troço de lustrar berimbau?";

export default async function review(context) {
  await fetch(`${process.env.PROSA_URL}/api/chat`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ message: ASKED }),
  });
  await listed();
  const prosa = await Console.signIn(context, ANA, "/training");
  const { page } = prosa;
  const item = page.getByRole("listitem").filter({ hasText: ASKED });
  await item.waitFor();
  await prosa.looksRight("the review list");
  // The list's first is the latest said, and the keys are about it until one moves.
  await item.click();
  await page.keyboard.press("1");
  await item.getByText(/exemplo de/).waitFor();
  await page.keyboard.press("k");
  await item.getByRole("button", { name: "Desfazer" }).click();
  await item.getByRole("button", { name: "Outro assunto" }).click();
  await page.locator('input[placeholder="Buscar assunto"]:visible').fill("lustrar berimbau");
  await page.getByRole("option", { name: /Novo assunto: lustrar_berimbau/ }).click();
  await item.getByText(/Faltam 4 exemplos/).waitFor();
  await item.getByRole("button", { name: "Desfazer" }).click();
  await item.getByRole("button", { name: "Ignorar" }).waitFor();

  await prosa.goto("/training/model");
  await page.getByRole("button", { name: "Treinar agora" }).waitFor();
  await prosa.sees("respondendo");
  await prosa.looksRight("training and versions");
  await prosa.goto("/training/groups");
  await prosa.looksRight("groups of messages");
}

/** Waits until the log was read for what is worth a look. */
async function listed() {
  for (let tries = 0; tries < 60; tries++) {
    const { items } = await asAdmin("GET", "/learning/review");
    if (items.some(({ text }) => text === ASKED)) return;
    await new Promise((done) => setTimeout(done, 500));
  }
  throw new Error("the message is not on the review list");
}
