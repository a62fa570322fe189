import assert from "node:assert/strict";
import { ANA, Console, DESKTOP, hire } from "../console.mjs";
import { Customer, outside } from "../customer.mjs";
import { asAdmin, asAgent } from "../server.mjs";

/** What customers of the sample shop ask; each has a name where the team knows it. */
const WITH_THE_BOT = [
  ["quais as formas de pagamento?", "dá pra parcelar em 10x?"],
  ["cadê meu pedido 10432? é o da Marina"],
  ["vc tem fone bluetooth até 200 reais?"],
  ["vocês consertam drone?", "e patinete elétrico, consertam?"],
  ["o tablet aceita caneta de outra marca?"],
  ["meu cashback sumiu do app", "cadê o cashback"],
  ["dá pra retirar de barco em paquetá?"],
];
const FOR_PEOPLE = [
  [
    "Marina Lopes",
    "cadê meu pedido 10432? é o da Marina",
    "e se não servir, qual o prazo de troca?",
  ],
  ["João Batista", "a airfryer veio quebrada, quero trocar"],
  ["Dona Célia", "cobraram duas vezes o meu cartão", "isso é um absurdo!!"],
  ["Rafael Nunes", "o boleto não abre no celular"],
];
const WAITING = [
  ["Luana Prado", "minha geladeira não gela mais"],
  ["Tiago Sá", "quero mudar o endereço da entrega"],
];
const REPLIES = [
  [
    "ola",
    "Saudação",
    "{{saudacao}}, {{primeiro_nome}}! Aqui é {{atendente}}, da {{empresa}}. Como posso ajudar?",
  ],
  [
    "troca",
    "Troca em 7 dias",
    "Você pode trocar em até 7 dias depois de receber. O número do pedido é {{pedido}}?",
  ],
  ["prazo", "Prazo de entrega", "{{primeiro_nome}}, o prazo começa quando o pagamento é aprovado."],
  ["tchau", "Despedida", "Foi um prazer atender você, {{primeiro_nome}}. Até a próxima!"],
];
const TEAMS = [
  ["Trocas e entregas", "Pedidos a caminho, trocas e devoluções", ["troca"]],
  ["Cobrança", "Boletos, cartões e estornos", ["cobrança"]],
];
/** Every screen: the picture's name, its address, and what it shows when it is there. */
const SCREENS = [
  ["list", "/inbox?view=all", "Todas"],
  ["knowledge", "/knowledge", "Novo artigo"],
  ["article", "/knowledge/articles/formas-de-pagamento", "Resposta curta"],
  ["unanswered", "/knowledge/unanswered", "Perguntas sem resposta"],
  ["imports", "/knowledge/imports", "Trazer de outro lugar"],
  ["training", "/training", "Revisar"],
  ["groups", "/training/groups", "Mensagens parecidas"],
  ["model", "/training/model", "Treinar e versões"],
  ["replies", "/replies", "Nova resposta"],
  ["insights", "/insights", "Hoje até agora"],
  ["people", "/people", "Convidar pessoa"],
  ["teams", "/people/teams", "Nova equipe"],
  ["audit", "/people/audit", "Registro"],
  ["hours", "/hours", "Prazos de atendimento"],
  ["welcome", "/welcome", "Convide um colega"],
  ["account", "/account", "Onde você entrou"],
];

/** A shop in the middle of its day, and every screen of its console; axe objects to none. */
export default async function pictures(context) {
  const signin = await Console.open(context);
  await signin.page.getByRole("heading", { name: "Entrar" }).waitFor();
  await shown(signin, "signin");

  await signin.enter(ANA.email, ANA.password);
  await signin.ready();
  await staff();
  const own = await day(context);
  const later = signin.page.getByRole("button", { name: "Agora não" });
  if (await later.isVisible()) await later.click();

  await signin.goto(`/inbox/${own}?view=mine`);
  await signin.page.getByRole("list", { name: "Mensagens" }).waitFor();
  await shown(signin, "conversation");
  await signin.page.getByRole("button", { name: "Transferir" }).click();
  await signin.page.getByRole("dialog").waitFor();
  await shown(signin, "transfer");
  await signin.page.keyboard.press("Escape");

  for (const [name, address, text] of SCREENS) {
    await signin.goto(address);
    await signin.page.locator("#main").getByText(text).first().waitFor();
    await shown(signin, name);
  }
  await signin.page.keyboard.press("?");
  await signin.page.getByRole("dialog", { name: "Atalhos de teclado" }).waitFor();
  await shown(signin, "shortcuts");
  assert.equal(objections.join("\n"), "");
}

/** All of them, so that one run tells what is the matter everywhere. */
const objections = [];

/** Once nothing on it is still loading. */
async function shown(console, name) {
  await console.page.waitForFunction(
    () => document.querySelector(".mantine-Loader-root, .mantine-Skeleton-root") === null,
  );
  await console.pictures(name);
  await console.looksRight(name).catch((error) => objections.push(error.message));
  await console.page.setViewportSize(DESKTOP);
}

async function staff() {
  await hire("Bia Ramos", "supervisor", { skills: ["troca"] });
  await hire("Caio Moura", "agent", { skills: ["cobrança"] });
  const people = await asAdmin("GET", "/people");
  const members = people.filter(({ name }) => name !== "Ana").map(({ id }) => id);
  for (const [name, description, skills] of TEAMS)
    await unlessThere(asAdmin("POST", "/people/teams", { name, description, skills, members }));
  for (const [shortcut, title, text] of REPLIES)
    await unlessThere(asAgent("POST", "/canned", { shortcut, title, text }));
}

/** Customers with the bot, with Ana, and in the queue. Returns the conversation to look at. */
async function day(context) {
  const page = await outside(context);
  for (const asked of WITH_THE_BOT) await says(await Customer.come(page), asked);
  await asAgent("PUT", "/presence", { presence: "busy" });
  let own = null;
  for (const [name, ...asked] of FOR_PEOPLE) {
    const customer = await called(page, name, asked);
    await asAgent("POST", `/conversations/${customer.conversation}/take`);
    await answered(customer);
    if (own === null) own = customer.conversation;
    else if (name !== "Dona Célia") await ended(customer);
  }
  await asAgent("POST", `/conversations/${own}/notes`, {
    text: "Transportadora confirmou: sai para entrega amanhã cedo.",
  });
  await asAgent("PUT", `/conversations/${own}/tags`, { tags: ["entrega", "presente"] });
  for (const [name, ...asked] of WAITING) await called(page, name, asked);
  await page.close({ runBeforeUnload: false });
  return own;
}

async function says(customer, texts) {
  for (const text of texts) await customer.ask(text);
}

/** A customer whose name is known, who waits for a person. */
async function called(page, name, asked) {
  const customer = await Customer.come(page);
  await says(customer, asked);
  await customer.callPerson();
  const { customer: contact } = await asAgent(
    "GET",
    `/conversations/${customer.conversation}/context`,
  );
  if (contact?.id) await asAgent("PATCH", `/contacts/${contact.id}`, { name });
  return customer;
}

async function answered(customer) {
  await asAgent("POST", `/conversations/${customer.conversation}/messages`, {
    text: "Oi! Aqui é a Ana. Já estou vendo isso para você.",
  });
  await customer.say("obrigada!");
}

async function ended(customer) {
  await asAgent("POST", `/conversations/${customer.conversation}/resolve`, { reason: "done" });
  await customer.rates(5, "Rápida e gentil");
}

/** What an earlier run has left stays as it is. */
async function unlessThere(making) {
  await making.catch((error) => {
    if (!/: 409 /.test(String(error))) throw error;
  });
}
