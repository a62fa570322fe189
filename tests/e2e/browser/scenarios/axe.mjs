import { Chat } from "../chat.mjs";
import { looksRight } from "../looks.mjs";

export default async function axe(context) {
  const chat = new Chat(await context.newPage());
  const { page } = chat;
  const looks = (when) => looksRight(page, when);

  await page.goto("/");
  await chat.launcher.waitFor();
  await looks("the shop's page");
  await chat.launcher.click();
  await chat.sees("Online");
  await looks("the open chat");
  for (const text of [
    "cade meu pedido 10432?",
    "quero a 2a via do boleto",
    "a airfryer veio quebrada, quero trocar",
    "vc tem fone bluetooth até 200 reais?",
  ]) {
    await chat.ask(text);
  }
  await looks("a conversation with cards");
  await page.getByRole("button", { name: "Falar com humano" }).click();
  await chat.sees(/Espera estimada/);
  await looks("the queue");
  await page.setViewportSize({ width: 390, height: 844 });
  await looks("a phone");
}
