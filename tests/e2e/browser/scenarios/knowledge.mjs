/** An article is written, seen as it will look, published; the bot answers with it, and the reports say so. */
import assert from "node:assert/strict";
import { ANA, Console } from "../console.mjs";
import { asAdmin } from "../server.mjs";

const TITLE = "Vocês afinam violão?";
const ANSWER = "Afinamos violões e guitarras na hora, de graça, em todas as lojas.";
const ASKED = "vocês afinam violão?";

export default async function knowledge(context) {
  const prosa = await Console.signIn(context, ANA, "/knowledge");
  const { page } = prosa;
  await prosa.sees("Quanto custa o frete e quando é grátis?");
  await prosa.looksRight("the articles");
  await page.keyboard.press("n");
  await page.getByRole("textbox", { name: "Título" }).fill(TITLE);
  const body = page.getByRole("textbox", { name: "Texto" });
  await body.fill(`${ANSWER}\n\n## Quanto demora\n\n<img src=x onerror=alert(1)> **Dez minutos.**`);
  const preview = page.getByRole("region", { name: "Prévia" });
  await preview.getByRole("heading", { name: "Quanto demora" }).waitFor();
  await preview.getByText("<img src=x").waitFor();
  assert.equal(await preview.locator("img").count(), 0);

  // What was written outlives the page.
  await page.waitForTimeout(800);
  await page.reload();
  await prosa.sees("Recuperamos o que você tinha escrito");
  assert.match(await body.inputValue(), /Afinamos violões/);
  await whatWouldItSay(page);
  await prosa.looksRight("an article that is written");
  await prosa.pictures("knowledge-try");

  await page.getByRole("button", { name: "Publicar", exact: true }).click();
  await page.getByRole("heading", { name: TITLE, level: 1 }).waitFor();
  await prosa.sees("Publicado");
  await answered();

  await page.getByRole("button", { name: "Versões" }).click();
  await prosa.sees("Versão 1");
  await page.keyboard.press("Escape");

  await prosa.goto("/insights");
  await page.getByRole("link", { name: TITLE }).waitFor();
  await prosa.looksRight("the reports");
  await page.getByRole("switch", { name: "Ver como tabela" }).click();
  await page.getByRole("columnheader", { name: "Quando" }).first().waitFor();
  await prosa.looksRight("the reports as tables");
}

/** Not before it is published, and then with it. */
async function whatWouldItSay(page) {
  const trial = page.getByRole("region", { name: "O que o bot responderia?" });
  await trial.getByLabel("Pergunta do cliente").fill(ASKED);
  await page.keyboard.press("Enter");
  await trial.getByText("Com este artigo publicado").waitFor();
  assert.equal(await trial.getByText(/Afinamos violões/).count(), 1);
  await trial.getByRole("listitem").filter({ hasText: TITLE }).waitFor();
}

/** Asks until the index has caught up. */
async function answered() {
  for (let tries = 0; tries < 40; tries++) {
    const response = await fetch(`${process.env.PROSA_URL}/api/chat`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ message: ASKED }),
    });
    const { response: answer } = await response.json();
    if (answer?.text.includes("Afinamos violões")) return;
    await new Promise((done) => setTimeout(done, 500));
  }
  const { articles } = await asAdmin("GET", "/knowledge/articles?title=viol");
  assert.fail(`the bot does not answer with ${JSON.stringify(articles)}`);
}
