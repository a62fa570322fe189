import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { Console, hire } from "../console.mjs";

export default async function signin(context) {
  const bia = await hire("Bia");
  const console = await Console.open(context, "/account");
  const { page } = console;

  await page.getByRole("heading", { name: "Entrar" }).waitFor();
  await console.looksRight("the screen for signing in");
  await console.pictures("signin");

  await console.enter(bia.email, "não é esta senha");
  await page.getByRole("alert").getByText("não conferem").waitFor();

  // With the keyboard alone, to the screen that was asked for.
  await page.getByRole("textbox", { name: "E-mail" }).focus();
  await page.keyboard.press("Tab");
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type(bia.password);
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Minha conta" }).waitFor();
  assert.equal(new URL(page.url()).pathname, "/console/account");

  const codes = await turnOnSecondFactor(console);
  await console.looksRight("the account");
  await console.pictures("account");

  await signOut(console);
  await console.enter(bia.email, bia.password);
  await page.getByRole("heading", { name: "Confirme que é você" }).waitFor();
  await console.looksRight("the second factor");
  await page.getByRole("textbox", { name: "Código" }).fill("000000");
  await page.keyboard.press("Enter");
  await page.getByRole("alert").waitFor();
  await page.getByRole("textbox", { name: "Código" }).fill(codes[0]);
  await page.keyboard.press("Enter");
  await console.ready();

  await turnOffSecondFactor(console, bia.password);
  await anotherBrowserIsEnded(console, context.browser(), bia);
}

async function turnOnSecondFactor({ page }) {
  await page.getByRole("button", { name: "Ligar", exact: true }).click();
  await page.getByRole("img", { name: /Código QR/ }).waitFor();
  const secret = await page.locator("code").first().innerText();
  await page.getByLabel("Código que o aplicativo mostra").fill(codeNow(secret));
  await page.getByRole("button", { name: "Confirmar" }).click();
  await page.getByText("Guarde estes códigos").waitFor();
  const codes = await page.locator("code").allInnerTexts();
  assert.ok(codes.length >= 8, `${codes.length} recovery codes`);
  await page.getByRole("button", { name: "Já guardei" }).click();
  await page.getByText("Ligada").waitFor();
  return codes;
}

async function turnOffSecondFactor({ page }, password) {
  await page.getByRole("button", { name: "Desligar" }).click();
  const card = page.getByRole("region", { name: "Verificação em duas etapas" });
  await card.getByLabel(/^Senha/).fill(password);
  await page.keyboard.press("Enter");
  await page.getByText("Desligada").waitFor();
}

/** Signed in elsewhere: ending it there shows the screen for signing in there. */
async function anotherBrowserIsEnded({ page }, browser, bia) {
  const elsewhere = await browser.newContext({ baseURL: process.env.PROSA_URL, locale: "pt-BR" });
  const other = await Console.signIn(elsewhere, bia, "/account");
  await page.reload();
  const chrome = page.getByRole("button", { name: "Encerrar a sessão em Chrome" });
  await chrome.click();
  await chrome.waitFor({ state: "detached" });
  await other.page.reload();
  await other.page.getByRole("heading", { name: "Entrar" }).waitFor();
  await elsewhere.close();
}

async function signOut({ page }) {
  await page.getByRole("button", { name: /Bia/ }).click();
  await page.getByRole("menuitem", { name: "Sair" }).click();
  await page.getByRole("heading", { name: "Entrar" }).waitFor();
}

/** The code that an authenticator app shows now (RFC 6238). */
function codeNow(secret) {
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000)));
  const hash = createHmac("sha1", fromBase32(secret)).update(step).digest();
  const at = (hash.at(-1) ?? 0) & 15;
  return String((hash.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}

function fromBase32(text) {
  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  const bits = [...text.replace(/[^A-Z2-7]/g, "")]
    .map((letter) => letters.indexOf(letter).toString(2).padStart(5, "0"))
    .join("");
  return Buffer.from(bits.match(/.{8}/g).map((byte) => Number.parseInt(byte, 2)));
}
