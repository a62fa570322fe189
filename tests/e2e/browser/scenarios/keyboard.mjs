import assert from "node:assert/strict";
import { Chat, eventually } from "../chat.mjs";

const MOST_STOPS = 80;

export default async function keyboard(context) {
  const chat = new Chat(await context.newPage());
  const keys = chat.page.keyboard;
  await chat.page.goto("/");
  await chat.launcher.waitFor();

  await tabTo(chat, "Abrir atendimento");
  await keys.press("Enter");
  await eventually(async () => assert.equal(await focused(chat), "Sua mensagem"));
  await chat.sees("Online");

  await keys.type("oi");
  await keys.press("Shift+Enter");
  await keys.type("tudo bem?");
  await keys.press("Enter");
  await chat.hasSaid(["oi\ntudo bem?"]);
  await eventually(async () => assert.ok((await chat.answers().count()) > 0));

  // Backwards from the field: files, what the last answer offers, then the log, then the header.
  await tabTo(chat, "Enviar arquivo", "Shift+Tab");
  await keys.press("Shift+Tab");
  const offered = await focused(chat);
  await keys.press("Enter");
  await eventually(async () => assert.equal((await chat.said()).at(-1), offered));
  assert.equal(await focused(chat), "Sua mensagem");
  await tabTo(chat, "Mensagens", "Shift+Tab");
  await tabTo(chat, "Fechar", "Shift+Tab");
  await tabTo(chat, "Falar com humano", "Shift+Tab");

  await keys.press("Escape");
  await chat.page.getByRole("dialog").waitFor({ state: "detached" });
  assert.match(await focused(chat), /^Abrir atendimento/);
}

async function tabTo(chat, name, key = "Tab") {
  for (let stop = 0; stop < MOST_STOPS; stop += 1) {
    await chat.page.keyboard.press(key);
    if ((await focused(chat)) === name) return;
  }
  throw new Error(`${key} does not reach "${name}"`);
}

/** The name of what has the focus, in the widget or on the page. */
function focused(chat) {
  return chat.page.evaluate(() => {
    const element = document.activeElement?.shadowRoot?.activeElement ?? document.activeElement;
    return element?.getAttribute("aria-label") ?? element?.textContent?.trim();
  });
}
