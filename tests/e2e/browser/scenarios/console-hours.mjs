import { Console } from "../console.mjs";

export default async function hours(context) {
  const console = await Console.signIn(context, undefined, "/hours");
  const { page } = console;
  const chat = page.getByRole("region", { name: "Chat do site" });
  await chat.waitFor();

  await chat.getByRole("switch", { name: "Atende sempre, 24 horas" }).uncheck();
  const saturday = chat.getByRole("group", { name: "Sábado" });
  await saturday.getByText("Fechado").waitFor();
  await saturday.getByRole("checkbox").check();
  await saturday.getByLabel("Sábado: fecha às").fill("08:00");
  await saturday.getByText("Antes de abrir").waitFor();
  await saturday.getByLabel("Sábado: fecha às").fill("13:00");
  await chat.getByLabel("Data em que não haverá atendimento").fill("2031-12-24");
  await chat.getByRole("button", { name: "Adicionar" }).click();
  await chat.getByText("24 de dez. de 2031").waitFor();
  await console.looksRight("the hours");
  await console.pictures("hours");
  await chat.getByRole("button", { name: "Salvar" }).click();
  await page.getByText("Salvo.").first().waitFor();

  await page.reload();
  await chat.getByText("24 de dez. de 2031").waitFor();
  await chat.getByText("Horário definido aqui.").waitFor();
  await chat.getByRole("button", { name: "Voltar ao horário da configuração" }).click();
  await chat.getByText(/Horário que veio na configuração/).waitFor();

  const levels = page.getByRole("region", { name: "Prazos de atendimento" });
  const urgent = levels.getByRole("group", { name: "Urgente" });
  await urgent.getByLabel("Primeira resposta").fill("5");
  await levels.getByRole("button", { name: "Salvar" }).click();
  await page.getByText("Salvo.").first().waitFor();
  await page.reload();
  await urgent.getByText("5 min").first().waitFor();

  await presence(console);
}

/** One becomes unavailable and available again; the server keeps it. */
async function presence(console) {
  const { page } = console;
  await console.pauses();
  await page.reload();
  await page.getByRole("button", { name: "Sua presença: Em pausa" }).waitFor();
  await page.getByRole("button", { name: /^Sua presença/ }).click();
  await page.getByRole("menuitem", { name: "Disponível" }).click();
  await page.getByRole("button", { name: "Sua presença: Disponível" }).waitFor();
}
