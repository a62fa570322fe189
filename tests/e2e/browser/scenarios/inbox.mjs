import assert from "node:assert/strict";
import { Chat, eventually } from "../chat.mjs";
import { Console } from "../console.mjs";
import { Desk } from "../desk.mjs";

export default async function inbox(context) {
  const console = await Console.signIn(context, undefined, "/inbox?view=queue");
  await console.pauses();
  // The customer has a browser of their own: what happens to the agent's line is not theirs.
  const shop = await context
    .browser()
    .newContext({ baseURL: process.env.PROSA_URL, locale: "pt-BR" });
  const chat = await Chat.open(shop);
  await chat.ask("cadê meu pedido 10432? é o da Marina");
  await chat.page.getByRole("button", { name: "Falar com humano" }).click();
  await chat.sees(/Espera estimada/);

  const desk = new Desk(console.page);
  await desk.open("pedido 10432");
  await desk.timeline.getByText("cadê meu pedido 10432? é o da Marina").waitFor();
  // The bot's part is the bot's, and says what it understood.
  await desk.timeline.getByText("Bot", { exact: true }).first().waitFor();
  await desk.page
    .getByRole("button", { name: /Acompanhar meu pedido · \d+%/ })
    .first()
    .waitFor();

  await desk.page.getByRole("button", { name: "Assumir" }).first().click();
  await chat.sees("Ana entrou na conversa");
  await desk.says("Oi! Já vejo o seu pedido.");
  await chat.sees("Oi! Já vejo o seu pedido.");
  await chat.say("obrigada, preciso dele até sexta");
  await desk.timeline.getByText("obrigada, preciso dele até sexta").waitFor();

  await desk.notes("Transportadora atrasou");
  await desk.timeline.getByText("Transportadora atrasou").waitFor();
  assert.ok(
    !(await chat.transcript()).join().includes("Transportadora"),
    "the customer sees a note",
  );

  await draftsAndLostConnections(desk, context, chat);
  await emoji(desk, chat);

  await desk.page.getByRole("button", { name: "Resolver", exact: true }).click();
  const dialog = desk.page.getByRole("dialog", { name: "Resolver a conversa?" });
  await dialog.getByRole("button", { name: "Resolver" }).click();
  await chat.sees("Como foi o atendimento?");
  await desk.timeline.getByText("Ana resolveu a conversa").waitFor();
  await desk.sees("Conversa encerrada.");
}

/** What is written stays, also over a reload; what is sent without a connection goes out once. */
async function draftsAndLostConnections(desk, context, chat) {
  await desk.field.fill("ainda estou escrev");
  await desk.page.reload();
  await desk.timeline.waitFor();
  assert.equal(await desk.field.inputValue(), "ainda estou escrev");

  await context.setOffline(true);
  await desk.says("sem conexão, mas não perdida");
  await desk.sees("Sem conexão. Enviamos assim que der");
  await desk.page.waitForTimeout(1_500);
  await context.setOffline(false);
  await chat.sees("sem conexão, mas não perdida");
  await eventually(async () => {
    assert.equal(await desk.timeline.getByText("sem conexão, mas não perdida").count(), 1);
    assert.equal(await desk.page.getByText("Enviamos assim que der").count(), 0);
  });
}

async function emoji(desk, chat) {
  await desk.page.getByRole("button", { name: "Emojis" }).click();
  await desk.page.getByRole("textbox", { name: "Buscar emoji" }).fill("coracao vermelho");
  await desk.page.getByRole("button", { name: "coração vermelho", exact: true }).click();
  await eventually(async () => assert.match(await desk.field.inputValue(), /❤/));
  await desk.field.press("Enter");
  await chat.sees(/❤/);
}
