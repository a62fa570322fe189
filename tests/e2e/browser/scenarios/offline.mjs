import { Chat } from "../chat.mjs";

export default async function offline(context) {
  const chat = await Chat.open(context);
  await chat.ask("oi");

  await context.setOffline(true);
  await chat.sees("Offline");
  await chat.say("primeira");
  await chat.say("segunda");
  await chat.sees("não enviada – tentando de novo");
  await context.setOffline(false);

  await chat.sees("Online");
  await chat.hasSaid(["oi", "primeira", "segunda"]);
  await chat.reload();
  await chat.hasSaid(["oi", "primeira", "segunda"]);
}
