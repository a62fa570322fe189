import { Chat } from "../chat.mjs";
import { killServer, startServer } from "../server.mjs";

export default async function serverKilled(context) {
  const chat = await Chat.open(context);
  await chat.ask("oi");

  // One message is on its way, or just arrived, when the server dies; one is half typed.
  await chat.say("cade meu pedido 10432?");
  await chat.field.pressSequentially("quero a segunda");
  await killServer();
  await chat.field.pressSequentially(" via do boleto");
  await chat.sees("Reconectando…");
  await chat.field.press("Enter");
  await chat.say("e o prazo de entrega?");
  await chat.sees("não enviada – tentando de novo");
  await startServer();

  const said = [
    "oi",
    "cade meu pedido 10432?",
    "quero a segunda via do boleto",
    "e o prazo de entrega?",
  ];
  await chat.hasSaid(said);
  // What the server kept, not only what this page believes.
  await chat.reload();
  await chat.hasSaid(said);
}
