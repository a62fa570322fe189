/** A ready answer is written with a variable, found, changed, and removed. */
import { ANA, Console } from "../console.mjs";

export default async function replies(context) {
  const prosa = await Console.signIn(context, ANA, "/replies");
  const { page } = prosa;
  await page.getByRole("button", { name: "Nova resposta" }).first().click();
  await page.getByRole("textbox", { name: "Atalho" }).fill("berimbau");
  const text = page.getByRole("textbox", { name: "Texto" });
  await text.fill("Oi, {{ninguem}}!");
  await prosa.sees("Há uma variável que não conhecemos.");
  await text.fill("Oi, ");
  await page.getByRole("button", { name: "+ primeiro nome" }).click();
  await prosa.looksRight("a ready answer that is written");
  await page.getByRole("button", { name: "Salvar" }).click();
  const row = page.getByRole("listitem").filter({ hasText: "/berimbau" });
  await row.getByText("primeiro nome").waitFor();
  await page.getByRole("searchbox", { name: "Buscar respostas" }).fill("berimbau");
  await row.waitFor();
  await prosa.looksRight("the ready answers");
  await row.getByRole("button", { name: "Apagar /berimbau" }).click();
  await page.getByRole("button", { name: "Apagar", exact: true }).click();
  await row.waitFor({ state: "detached" });
}
