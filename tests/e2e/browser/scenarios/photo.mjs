import assert from "node:assert/strict";
import { Chat, eventually } from "../chat.mjs";
import { Console, PHONE } from "../console.mjs";
import { Desk } from "../desk.mjs";
import { looksRight } from "../looks.mjs";
import { asAgent } from "../server.mjs";

const OPENING = "a cafeteira da Iracema chegou quebrada, vou mandar foto";
const REFUSED = /Esse tipo de arquivo não pode ser enviado\. Envie foto ou PDF de até 10 MB\./;
const PDF = {
  name: "recibo.pdf",
  mimeType: "application/pdf",
  buffer: Buffer.from("%PDF-1.7\nrecibo"),
};

export default async function photo(context) {
  const shop = await context
    .browser()
    .newContext({ baseURL: process.env.PROSA_URL, locale: "pt-BR" });
  const chat = await Chat.open(shop);
  const { page } = chat;
  const picture = { name: "defeito.png", mimeType: "image/png", buffer: await drawn(page) };
  const choose = page.locator("#prosa-widget input[type=file]");

  await refusals(chat, choose);
  await chat.ask(OPENING);
  await otherWays(chat, picture);

  // Chosen, looked at, taken out again, chosen again, with a caption.
  await choose.setInputFiles([picture, PDF]);
  const list = page.getByRole("list", { name: "Arquivos a enviar" });
  await list.getByText("defeito.png").waitFor();
  await list.locator("canvas").first().waitFor();
  await looksRight(page, "files to send");
  await page.getByRole("button", { name: "Remover recibo.pdf" }).click();
  assert.equal(await list.getByText("recibo.pdf").count(), 0);
  await chat.say("olha como veio");
  await chat.hasSaid([OPENING, "olha como veio"]);
  const shown = chat.log.getByRole("button", { name: "Ampliar defeito.png" });
  await shown.waitFor();
  await loaded(shown.locator("img"));

  // Sent without a connection, it goes out when there is one, once; also over a reload.
  await shop.setOffline(true);
  await chat.sees("Offline");
  await choose.setInputFiles(PDF);
  await chat.field.press("Enter");
  await chat.sees("não enviada – tentando de novo");
  await shop.setOffline(false);
  await chat.log.getByRole("link", { name: /recibo\.pdf/ }).waitFor();
  await chat.reload();
  await eventually(async () => {
    assert.equal(await chat.log.getByRole("link", { name: /recibo\.pdf/ }).count(), 1);
    assert.equal(await shown.count(), 1);
  });

  await larger(chat, shown);

  // A person sees both, and sends one back.
  await page.getByRole("button", { name: "Falar com humano" }).click();
  const console = await Console.signIn(context, undefined, "/inbox?view=all");
  const desk = new Desk(console.page);
  await desk.open("cafeteira da Iracema");
  await loaded(desk.timeline.getByRole("img", { name: "defeito.png" }));
  await desk.timeline.getByRole("link", { name: /recibo\.pdf/ }).waitFor();
  const link = await desk.timeline.getByRole("link", { name: /recibo\.pdf/ }).getAttribute("href");
  assert.equal((await page.request.get(link)).status(), 401, "the customer opens what agents open");
  const id = new URL(desk.page.url()).pathname.split("/").at(-1);
  await asAgent("POST", `/conversations/${id}/take`).catch(() => null);
  await chat.sees("Ana entrou na conversa");
  await desk.page.locator("input[type=file]").setInputFiles({ ...picture, name: "troca.png" });
  await desk.sees("troca.png");
  await desk.says("Segue a etiqueta da troca.");
  await chat.sees("Segue a etiqueta da troca.");
  const back = chat.log.getByRole("button", { name: "Ampliar troca.png" });
  await loaded(back.locator("img"));

  await choose.setInputFiles(picture);
  await page.setViewportSize(PHONE);
  await looksRight(page, "a conversation with files on a phone");
  await look(page, "photo-phone");
  await page.emulateMedia({ colorScheme: "dark" });
  await look(page, "photo-phone-dark");
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.emulateMedia({ colorScheme: "light" });
  await look(page, "photo-desktop");
  await look(desk.page, "photo-console");
}

/** What may not be sent is refused in the chat or by the server, in words, and nothing of it stays. */
async function refusals(chat, choose) {
  const { page } = chat;
  const svg = "<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>";
  await choose.setInputFiles({
    name: "foto.svg",
    mimeType: "image/svg+xml",
    buffer: Buffer.from(svg),
  });
  await page.getByRole("alert").filter({ hasText: REFUSED }).waitFor();
  await choose.setInputFiles({
    name: "grande.pdf",
    mimeType: "application/pdf",
    buffer: Buffer.alloc(10 * 1024 * 1024 + 1, "%PDF-1.7"),
  });
  await page.getByRole("alert").filter({ hasText: REFUSED }).waitFor();
  // It only calls itself a photo: the server looks inside.
  await choose.setInputFiles({
    name: "foto.jpg",
    mimeType: "image/jpeg",
    buffer: Buffer.concat([Buffer.from("MZ"), Buffer.alloc(300)]),
  });
  await chat.field.press("Enter");
  await chat.log.getByRole("alert").filter({ hasText: REFUSED }).waitFor();
  await chat.log.getByRole("button", { name: "Descartar" }).click();
  assert.equal(await chat.log.locator(".message.customer").count(), 0);
}

/** Chosen by keyboard alone, pasted, dropped: each is in the list, and goes out of it. */
async function otherWays(chat, { name, mimeType, buffer }) {
  const { page } = chat;
  const list = page.getByRole("list", { name: "Arquivos a enviar" });
  const file = { type: mimeType, bytes: [...buffer] };
  const ways = {
    "escolhida.png": async () => {
      const choosing = page.waitForEvent("filechooser");
      await page.getByRole("button", { name: "Enviar arquivo" }).focus();
      await page.keyboard.press("Enter");
      await (await choosing).setFiles({ name: "escolhida.png", mimeType, buffer });
    },
    "colada.png": () => chat.field.evaluate(pasted, { ...file, name: "colada.png" }),
    "solta.png": () =>
      page
        .getByRole("dialog")
        .first()
        .evaluate(dropped, { ...file, name: "solta.png" }),
  };
  for (const [shown, come] of Object.entries(ways)) {
    await come();
    await list.getByText(shown).waitFor();
    await page.getByRole("button", { name: `Remover ${shown}` }).press("Enter");
    await list.waitFor({ state: "detached" });
  }
  assert.equal(await chat.log.getByText(name).count(), 0);
}

function pasted(element, { name, type, bytes }) {
  const clipboardData = new DataTransfer();
  clipboardData.items.add(new File([new Uint8Array(bytes)], name, { type }));
  const how = { clipboardData, bubbles: true, cancelable: true, composed: true };
  element.dispatchEvent(new ClipboardEvent("paste", how));
}

function dropped(element, { name, type, bytes }) {
  const dataTransfer = new DataTransfer();
  dataTransfer.items.add(new File([new Uint8Array(bytes)], name, { type }));
  const how = { dataTransfer, bubbles: true, cancelable: true, composed: true };
  for (const kind of ["dragenter", "dragover", "drop"])
    element.dispatchEvent(new DragEvent(kind, how));
}

/** Opened with the keyboard, closed with Escape; the chat stays open and has the focus where it was. */
async function larger(chat, shown) {
  const { page } = chat;
  await shown.focus();
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "defeito.png" });
  await dialog.waitFor();
  await loaded(dialog.locator("img"));
  await look(page, "photo-larger");
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "hidden" });
  await chat.field.waitFor();
  assert.ok(await shown.evaluate((button) => button.getRootNode().activeElement === button));
}

/** A real photo, made by the browser itself. */
async function drawn(page) {
  const bytes = await page.evaluate(async () => {
    const canvas = new OffscreenCanvas(640, 480);
    const pen = canvas.getContext("2d");
    pen.fillStyle = "#c9b79c";
    pen.fillRect(0, 0, 640, 480);
    pen.fillStyle = "#5b3a29";
    pen.fillRect(220, 120, 200, 260);
    pen.strokeStyle = "#f5f5f5";
    pen.lineWidth = 6;
    pen.stroke(new Path2D("M240 140 L330 230 L290 280 L400 370"));
    const blob = await canvas.convertToBlob({ type: "image/png" });
    return [...new Uint8Array(await blob.arrayBuffer())];
  });
  return Buffer.from(bytes);
}

const loaded = (picture) =>
  eventually(async () => {
    await picture.scrollIntoViewIfNeeded();
    assert.ok(await picture.evaluate((img) => img.naturalWidth > 0), "the picture does not show");
  });

async function look(page, name) {
  const folder = process.env.PICTURES;
  if (folder) await page.screenshot({ path: `${folder}/${name}.png` });
}
