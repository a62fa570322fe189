import assert from "node:assert/strict";
import { Console } from "../console.mjs";

export default async function shell(context) {
  const console = await Console.signIn(context, undefined, "/welcome");
  const { page } = console;
  await page.getByRole("heading", { name: "Primeiros passos" }).waitFor();
  await console.looksRight("the first steps");
  await console.pictures("welcome");
  await firstSteps(console);

  // Out of the frame, which has keys of its own.
  await page.getByRole("heading", { name: "Primeiros passos" }).click();
  await page.keyboard.press("ControlOrMeta+k");
  await page.getByLabel("O que você quer fazer?").waitFor();
  await console.looksRight("the palette");
  await page.keyboard.type("minha conta");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Minha conta" }).waitFor();

  await page.keyboard.press("?");
  await page.getByRole("dialog", { name: "Atalhos de teclado" }).waitFor();
  await console.looksRight("the shortcuts");
  await console.pictures("shortcuts");
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "detached" });

  await page.keyboard.press("g");
  await page.keyboard.press("p");
  await page.getByRole("heading", { name: "Pessoas e equipes" }).waitFor();
  assert.match(await page.title(), /Pessoas e equipes · Prosa/);

  await skipLink(console);
  await inEnglish(console);
  await withoutAConnection(console, context);
}

/** The bot answers in a frame of the page; a line of code goes to the clipboard. */
async function firstSteps({ page }) {
  await page.getByRole("button", { name: "Está certo" }).click();
  await page.getByText("1 de 4").waitFor();
  await page.getByRole("button", { name: "Abrir o chat" }).click();
  const chat = page.frameLocator("iframe");
  await chat.getByRole("textbox", { name: "Sua mensagem" }).fill("cadê meu pedido 10432?");
  await page.keyboard.press("Enter");
  await chat.getByText(/10432/).nth(1).waitFor();
  await page.getByText("2 de 4").waitFor();
}

async function skipLink({ page }) {
  await page.reload();
  await page.locator("#main").waitFor();
  await page.keyboard.press("Tab");
  const skip = page.getByRole("link", { name: "Ir para o conteúdo" });
  assert.ok(await skip.evaluate((link) => link === document.activeElement));
  await page.keyboard.press("Enter");
  assert.equal(await page.evaluate(() => document.activeElement?.id), "main");
}

async function inEnglish({ page }) {
  await page.getByRole("button", { name: /Ana/ }).first().click();
  await page.getByRole("menuitem", { name: "English" }).click();
  await page.getByRole("heading", { name: "People and teams" }).waitFor();
  assert.equal(await page.evaluate(() => document.documentElement.lang), "en");
  await page.getByRole("button", { name: /Ana/ }).first().click();
  await page.getByRole("menuitem", { name: "Português" }).click();
  await page.getByRole("heading", { name: "Pessoas e equipes" }).waitFor();
}

/** The shell opens all the same, and says what is the matter. */
async function withoutAConnection({ page }, context) {
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    for (let tries = 0; tries < 100; tries += 1) {
      if (await caches.match("/console/")) return;
      await new Promise((done) => setTimeout(done, 100));
    }
    throw new Error("the shell was not kept");
  });
  await context.setOffline(true);
  await page.reload();
  await page.getByText("Sem conexão com o servidor").first().waitFor();
  await context.setOffline(false);
  await page.getByRole("button", { name: "Tentar de novo" }).click();
  await page.getByRole("heading", { name: "Pessoas e equipes" }).waitFor();
}
