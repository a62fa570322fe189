import assert from "node:assert/strict";
import { Console, PASSWORD } from "../console.mjs";
import { firstCode } from "../server.mjs";

export const options = { permissions: ["clipboard-read", "clipboard-write"] };

const COMPANY = "Padaria Girassol";
const EMAIL = "rita@girassol.example";

/** Nobody has an account: from the code that `prosa up` printed to the first colleague and the site's own tag. */
export default async function firstVisit(context) {
  const console = await Console.open(context);
  const { page } = console;
  await page.getByRole("heading", { name: "Boas-vindas ao Prosa" }).waitFor();
  await console.looksRight("the first visit");
  await console.pictures("first");

  await becomesAdmin(page, "AAAA-BBBB-CCCC-DDDD");
  await page.getByRole("alert").waitFor();
  assert.equal(await page.locator("#main").count(), 0, "somebody came in without the code");
  await becomesAdmin(page, await firstCode());
  await page.getByRole("heading", { name: "Primeiros passos" }).waitFor();
  await page.getByText("0 de 4").waitFor();

  await namesTheCompany(page);
  await triesTheBot(page);
  const link = await invites(page);
  await pastes(page);
  await page.getByText("4 de 4").waitFor();
  await console.looksRight("all first steps");
  await page.getByRole("link", { name: "Começar a atender" }).click();
  await page.getByRole("heading", { name: "Conversas" }).waitFor();

  await comesIn(context.browser(), link);
  await isOver(context.browser());
}

async function becomesAdmin(page, code) {
  await page.getByRole("textbox", { name: "Código de uso único" }).fill(code);
  await page.getByRole("textbox", { name: "Nome" }).fill("Rita");
  await page.getByRole("textbox", { name: "E-mail" }).fill(EMAIL);
  await page.getByLabel(/^Senha/).fill(PASSWORD);
  await page.getByRole("button", { name: "Criar a conta e entrar" }).click();
}

/** The console's own head shows the name from then on. */
async function namesTheCompany(page) {
  const step = page.getByRole("region", { name: "O nome da empresa" });
  await step.getByRole("textbox", { name: "Nome" }).fill(COMPANY);
  await step.getByRole("button", { name: "Salvar o nome" }).click();
  await step.getByText("Feito").waitFor();
  await page
    .getByRole("navigation")
    .getByText(COMPANY)
    .or(page.getByText(COMPANY))
    .first()
    .waitFor();
}

/** It answers, and speaks for the company that was named. */
async function triesTheBot(page) {
  const step = page.getByRole("region", { name: "Converse com o bot" });
  await step.getByRole("button", { name: "Abrir o chat" }).click();
  const chat = page.frameLocator("iframe");
  await chat.getByText(COMPANY).first().waitFor();
  await chat.getByRole("textbox", { name: "Sua mensagem" }).fill("quais as formas de pagamento?");
  await page.keyboard.press("Enter");
  await chat.getByText(/Pix/i).first().waitFor();
  await step.getByText("Feito").waitFor();
}

/** Returns the link that lets the colleague in. */
async function invites(page) {
  const step = page.getByRole("region", { name: "Convide um colega" });
  await step.getByRole("button", { name: "Convidar pessoa" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("textbox", { name: "E-mail" }).fill("davi@girassol.example");
  await dialog.getByRole("button", { name: "Criar o link" }).click();
  const link = await dialog.getByRole("textbox", { name: "Link" }).inputValue();
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "detached" });
  await step.getByText("Feito").waitFor();
  return link;
}

/** What is copied is a line that shows the chat on a page. */
async function pastes(page) {
  const step = page.getByRole("region", { name: "Coloque o chat no seu site" });
  await step.getByRole("button", { name: "Copiar o código" }).click();
  await step.getByText("Feito").waitFor();
  const tag = await page.evaluate(() => navigator.clipboard.readText());
  assert.match(tag, /^<script [^>]*><\/script>$/);
  const site = await page.context().newPage();
  await site.route("**/our-own-page", (route) =>
    route.fulfill({ contentType: "text/html", body: `<!doctype html><title>Nós</title>${tag}` }),
  );
  await site.goto("/our-own-page");
  await site.getByRole("button", { name: /^Abrir atendimento/ }).waitFor();
  await site.close();
}

/** The colleague opens the link in a browser of their own. */
async function comesIn(browser, link) {
  const context = await browser.newContext({ baseURL: process.env.PROSA_URL, locale: "pt-BR" });
  const davi = await Console.open(context, new URL(link).pathname.replace("/console", ""));
  await davi.page.getByText("Rita convidou você").waitFor();
  await davi.page.getByRole("textbox", { name: "Nome" }).fill("Davi");
  await davi.page.getByLabel(/^Nova senha/).fill(PASSWORD);
  await davi.page.getByRole("button", { name: "Aceitar o convite" }).click();
  await davi.ready();
  await davi.sees(COMPANY);
  await context.close();
}

/** Whoever comes next signs in: nobody becomes an admin by a code any more. */
async function isOver(browser) {
  const context = await browser.newContext({ baseURL: process.env.PROSA_URL, locale: "pt-BR" });
  const next = await Console.open(context);
  await next.page.getByRole("heading", { name: "Entrar" }).waitFor();
  const rita = await Console.signIn(context, { email: EMAIL, password: PASSWORD }, "/people");
  await rita.page
    .getByRole("list", { name: "Pessoas" })
    .getByText("Davi", { exact: true })
    .waitFor();
  await context.close();
}
