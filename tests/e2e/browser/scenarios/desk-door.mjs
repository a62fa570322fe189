import { Console } from "../console.mjs";
import { vouch } from "../server.mjs";

/** By the company's own sign-in: a colleague, somebody new of its domain, and a stranger. */
export default async function door(context) {
  await vouch("ana@loja.example", "Ana");
  const ana = await Console.open(context, "/inbox");
  await ana.looksRight("the door of a company");
  await enters(ana, "Ana");
  await ana.page.getByRole("button", { name: /^Ana/ }).click();
  await ana.page.getByRole("menuitem", { name: "Sair" }).click();
  await ana.page.getByRole("link", { name: "Entrar com Jabuti ID" }).waitFor();

  await vouch("davi@outra.example", "Davi");
  await ana.page.getByRole("link", { name: "Entrar com Jabuti ID" }).click();
  await ana.page.getByRole("alert").waitFor();

  await vouch("bia@jabuti.example", "Bia Souza");
  await enters(ana, "Bia Souza");
}

async function enters(console, name) {
  await console.page.getByRole("link", { name: "Entrar com Jabuti ID" }).click();
  await console.ready();
  await console.page.getByText(name).first().waitFor();
}
