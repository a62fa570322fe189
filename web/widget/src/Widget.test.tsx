import type { ServerFrame } from "@prosa/shared";
import { cleanup, screen, within } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { type Shown, show, type Wire } from "./testing/render";
import { Widget } from "./Widget";

type Connected = Extract<ServerFrame, { type: "connected" }>;
const CONNECTED: Connected = {
  type: "connected",
  version: 1,
  session_id: "token",
  conversation_id: "conversation",
  last_offset: -1,
  owner: "bot",
  assistant: {
    name: "Assistente Virtual",
    company: "Casa Jabuti",
    greeting: "Oi! Sou da **Casa Jabuti**.",
    starters: ["Preciso de ajuda", "Qual meu pedido?", "Falar com vendas"],
  },
  max_chars: 100,
  heartbeat_seconds: 25,
};
const UP_TO_DATE = { type: "resume", last_offset: -1 } as const;
const at = "2026-03-02T12:00:00Z";
type Body = Extract<ServerFrame, { type: "response" }>["response"];
const answer = (offset: number, body: Partial<Body>): ServerFrame => ({
  type: "response",
  offset,
  at,
  answers: null,
  response: { text: "Certo.", type: "text", ...body },
});

let shown: Shown;
let wire: Wire;

beforeEach(async () => {
  sessionStorage.clear();
  shown = show(<Widget />);
  await shown.user.click(screen.getByRole("button", { name: "Abrir atendimento" }));
  wire = shown.wire();
  await wire.says(CONNECTED, UP_TO_DATE);
});

afterEach(() => {
  shown.chat.stop();
  cleanup();
  vi.unstubAllGlobals();
});

const field = () => screen.getByRole<HTMLTextAreaElement>("textbox", { name: "Sua mensagem" });
const log = () => within(screen.getByRole("log"));
const said = () => wire.sent.filter((frame) => frame.type === "message");
const accept = (offset: number) =>
  wire.says({ type: "accepted", id: String(said().at(-1)?.id), offset, at });

describe("opening", () => {
  test("connects, greets and suggests how to start", () => {
    expect(screen.getByRole("heading", { name: "Assistente Virtual" })).toBeTruthy();
    expect(screen.getByText("Online")).toBeTruthy();
    expect(log().getByText("Casa Jabuti").tagName).toBe("STRONG");
    expect(screen.getAllByRole("listitem").map((item) => item.textContent)).toEqual(
      CONNECTED.assistant.starters,
    );
  });

  test("puts the cursor where one writes", () => {
    expect(document.activeElement).toBe(field());
  });

  test("is undone by Escape, which gives the focus back", async () => {
    await shown.user.keyboard("{Escape}");
    expect(document.activeElement).toBe(screen.getByRole("button", { name: "Abrir atendimento" }));
  });
});

describe("writing", () => {
  test("Enter sends, Shift+Enter breaks the line", async () => {
    await shown.user.type(field(), "oi{Shift>}{Enter}{/Shift}tudo bem?{Enter}");
    expect(said()).toMatchObject([{ text: "oi\ntudo bem?" }]);
    expect(field().value).toBe("");
  });

  test("nothing but blanks is not sent", async () => {
    await shown.user.type(field(), "   {Enter}");
    expect(said()).toEqual([]);
  });

  test("a message gets its tick when it is accepted", async () => {
    await shown.user.type(field(), "oi{Enter}");
    expect(log().getByRole("img", { name: "Enviando…" })).toBeTruthy();
    await accept(0);
    expect(log().getByRole("img", { name: "Enviada" })).toBeTruthy();
  });

  test("near the limit the characters are counted, beyond it nothing is sent", async () => {
    await shown.user.type(field(), "a".repeat(84));
    expect(screen.queryByText(/caracteres/)).toBeNull();
    await shown.user.type(field(), "😀");
    expect(screen.getByText("85 de 100 caracteres")).toBeTruthy();
    await shown.user.type(field(), `${"b".repeat(16)}{Enter}`);
    expect(screen.getByText("101 de 100 caracteres")).toBeTruthy();
    expect(said()).toEqual([]);
  });

  test("a suggestion is sent with one tap, and the suggestions go", async () => {
    await shown.user.click(screen.getByRole("button", { name: "Qual meu pedido?" }));
    expect(said()).toMatchObject([{ text: "Qual meu pedido?" }]);
    expect(screen.queryByRole("button", { name: "Falar com vendas" })).toBeNull();
    expect(document.activeElement).toBe(field());
  });

  test("markup of a customer is shown as it was written", async () => {
    await shown.user.type(field(), "<b>oi</b> **oi** https://a.example{Enter}");
    expect(log().getByText("<b>oi</b> **oi** https://a.example").children).toHaveLength(0);
  });
});

describe("a line that breaks", () => {
  test("is said, and what is written meanwhile waits", async () => {
    await wire.breaks();
    expect(screen.getByText("Reconectando…")).toBeTruthy();
    await shown.user.type(field(), "oi{Enter}");
    expect(log().getByText("não enviada – tentando de novo")).toBeTruthy();
  });

  test("for good is said as well", async () => {
    await wire.breaks(4403);
    expect(screen.getByText("Offline")).toBeTruthy();
  });
});

describe("a refusal", () => {
  test("is told in the server's words, with the time that is left", async () => {
    await shown.user.type(field(), "oi{Enter}");
    await wire.says({
      type: "error",
      code: "rate_limited",
      message: "Muitas mensagens.",
      id: String(said()[0]?.id),
      retry_after: 30,
    });
    expect(screen.getByRole("alert").textContent).toBe("Muitas mensagens.");
    expect(screen.getByText("Reenvio automático em 30 s")).toBeTruthy();
  });

  test("for good lets one mend the message", async () => {
    await shown.user.type(field(), "oi{Enter}");
    const id = String(said()[0]?.id);
    await wire.says({ type: "error", code: "too_long", message: "Longa demais.", id });
    expect(log().getByRole("alert").textContent).toBe("Longa demais.");
    await shown.user.click(screen.getByRole("button", { name: "Editar" }));
    expect(field().value).toBe("oi");
    expect(log().queryByText("Longa demais.")).toBeNull();
  });
});

describe("an answer", () => {
  test("follows its sign of typing", async () => {
    await wire.says({ type: "typing", on: true, source: "bot" });
    expect(log().getByText("Digitando…")).toBeTruthy();
    await wire.says(answer(1, { text: "Olá!" }));
    expect(log().queryByText("Digitando…")).toBeNull();
    expect(log().getByText("Olá!")).toBeTruthy();
  });

  test("grows before one's eyes, but is read aloud only once, when it is whole", async () => {
    const draft = (sequence: number, text: string): ServerFrame => ({
      type: "draft",
      answers: 0,
      sequence,
      text,
    });
    await wire.says(draft(1, "De 2 a 8 dias."));
    const growing = await log().findByText("De 2 a 8 dias.");
    expect(growing.closest("[aria-hidden=true]")).toBeTruthy();
    expect(log().queryByText("Digitando…")).toBeNull();
    await wire.says(draft(2, "De 2 a 8 dias. Menos no Norte."));
    await log().findByText("De 2 a 8 dias. Menos no Norte.");
    await wire.says(answer(1, { text: "De 2 a 8 dias. Menos no Norte." }));
    const whole = log().getAllByText("De 2 a 8 dias. Menos no Norte.");
    expect(whole).toHaveLength(1);
    expect(whole[0]?.closest("[aria-hidden]")).toBeNull();
    expect(whole[0]?.closest(".grown")).toBeTruthy();
  });

  test("that turns out differently takes the draft's place", async () => {
    await wire.says({ type: "draft", answers: 0, sequence: 1, text: "Cancelei tudo." });
    await wire.says(answer(1, { text: "Isto é o que diz o artigo." }));
    expect(log().queryByText("Cancelei tudo.")).toBeNull();
    expect(log().getByText("Isto é o que diz o artigo.")).toBeTruthy();
  });

  test("stands still at once for who wants no movement", async () => {
    vi.stubGlobal("matchMedia", (query: string) => ({ matches: query.includes("reduced-motion") }));
    await wire.says({ type: "draft", answers: 0, sequence: 1, text: "Tudo de uma vez." });
    expect(log().getByText("Tudo de uma vez.")).toBeTruthy();
  });

  test("shows products with what they cost and cost before", async () => {
    const product = {
      id: "f",
      name: "Fone Wave",
      brand: "Ondaris",
      category: "fones",
      price: 149.9,
      old_price: 199.9,
      availability: "few" as const,
      features: ["a", "b", "c", "d"],
      image: "/shop/images/fones.svg",
      link: "/shop/produtos/f",
      actions: [{ label: "Quero este", kind: "say" as const, value: "Quero o Fone Wave" }],
    };
    await wire.says(answer(1, { product, products: [product] }));
    const card = within(screen.getByRole("article"));
    expect(card.getByText(/R\$\s149,90/).textContent?.replace(/\s/g, " ")).toBe(
      "De R$ 199,90 Por R$ 149,90",
    );
    expect(card.getByText("Últimas unidades")).toBeTruthy();
    expect(card.getAllByRole("listitem")).toHaveLength(3);
    expect(card.getByRole("link", { name: "Fone Wave" }).getAttribute("href")).toBe(
      "https://shop.example/shop/produtos/f",
    );
    await shown.user.click(card.getByRole("button", { name: "Quero este" }));
    expect(said()).toMatchObject([{ text: "Quero o Fone Wave" }]);
  });

  test("shows an order, a ticket and its sources", async () => {
    await wire.says(
      answer(1, {
        order: { number: "10432", status: "shipped", status_text: "Vai indo.", total: 389.8 },
        ticket: { number: 1001, type: "t", urgency: "high", status: "open", expected_at: at },
        sources: [{ id: "troca", title: "Como trocar", link: "/shop/artigos/troca" }],
      }),
    );
    expect(screen.getByRole("heading", { name: "Pedido 10432" })).toBeTruthy();
    expect(screen.getByText("A caminho")).toBeTruthy();
    expect(screen.queryByText("Rastreio")).toBeNull();
    expect(screen.getByRole("heading", { name: "Chamado nº 1001" })).toBeTruthy();
    expect(screen.getByText("Alta")).toBeTruthy();
    expect(screen.getByRole("link", { name: "Como trocar" }).getAttribute("href")).toBe(
      "https://shop.example/shop/artigos/troca",
    );
  });

  test("tells an order's state in the shop's words where we have none", async () => {
    const order = { number: "1", status: "na_lua", status_text: "Está na lua." };
    await wire.says(answer(1, { order }));
    expect(screen.getByText("Está na lua.")).toBeTruthy();
  });

  test("does not open what is no address of the web", async () => {
    const open = { label: "Abrir", kind: "open" as const, value: "javascript:alert(1)" };
    await wire.says(answer(1, { actions: [open] }));
    expect(screen.queryByText("Abrir")).toBeNull();
  });

  test("that makes no sense is left out, and the conversation goes on", async () => {
    vi.spyOn(console, "error").mockImplementation(() => {});
    await wire.says(answer(1, { text: 7 as unknown as string }), answer(2, { text: "Olá!" }));
    expect(log().getByText("Olá!")).toBeTruthy();
  });

  test("offers its suggestions until something is said", async () => {
    await wire.says(answer(1, { suggestions: ["Pagar com Pix"] }));
    expect(screen.getByRole("button", { name: "Pagar com Pix" })).toBeTruthy();
    await wire.says(answer(2, {}));
    expect(screen.queryByRole("button", { name: "Pagar com Pix" })).toBeNull();
  });
});

describe("people", () => {
  test("are called once, and the place in the queue is told", async () => {
    await shown.user.click(screen.getByRole("button", { name: "Falar com humano" }));
    expect(wire.sent.filter((frame) => frame.type === "escalate")).toHaveLength(1);
    expect(screen.queryByRole("button", { name: "Falar com humano" })).toBeNull();
    await wire.says({
      type: "escalated",
      offset: 0,
      at,
      queue: { position: 2, wait_seconds: 480 },
    });
    expect(screen.getByText("Você está na posição 2 da fila", { exact: false })).toBeTruthy();
    expect(screen.getByText("Espera estimada: 8 min")).toBeTruthy();
    await wire.says({ type: "queue", owner: "queue", queue: { position: 1, wait_seconds: 60 } });
    expect(screen.getByText("Você é o próximo da fila", { exact: false })).toBeTruthy();
  });

  test("out of hours say when they answer", async () => {
    const queue = { position: 1, wait_seconds: 0, open: false, reopens_at: "2026-03-03T11:00:00Z" };
    await wire.says({ type: "escalated", offset: 0, at, queue });
    expect(screen.getByText(/Respondemos a partir de/)).toBeTruthy();
  });

  test("are named when they come", async () => {
    await wire.says(
      { type: "queue", offset: 0, at, owner: "agent", agent_name: "Ana" },
      { type: "typing", on: true, source: "agent" },
    );
    expect(screen.getByRole("heading", { name: "Ana" })).toBeTruthy();
    expect(log().getByText("Ana entrou na conversa")).toBeTruthy();
    expect(log().getByText("Ana está digitando…")).toBeTruthy();
    await shown.user.type(field(), "o");
    expect(wire.sent.at(-1)).toEqual({ type: "typing", on: true, text: "o" });
  });

  test("are rated at the end", async () => {
    await wire.says({ type: "queue", offset: 0, at, owner: "resolved" });
    await shown.user.click(screen.getByRole("radio", { name: "4 estrelas" }));
    await shown.user.type(screen.getByRole("textbox", { name: /Quer contar mais/ }), "Foi ótimo");
    await shown.user.click(screen.getByRole("button", { name: "Enviar avaliação" }));
    expect(wire.sent.at(-1)).toMatchObject({ type: "rating", score: 4, comment: "Foi ótimo" });
    await wire.says({ type: "rating", offset: 1, at, score: 4 });
    expect(log().getByText("Você avaliou com 4 estrelas")).toBeTruthy();
    expect(screen.queryByText("Como foi o atendimento?")).toBeNull();
  });

  test("need not be rated", async () => {
    await wire.says({ type: "queue", offset: 0, at, owner: "resolved" });
    await shown.user.click(screen.getByRole("button", { name: "Agora não" }));
    expect(screen.queryByText("Como foi o atendimento?")).toBeNull();
  });
});

describe("closed", () => {
  test("the launcher counts what comes, until it is read", async () => {
    await shown.user.keyboard("{Escape}");
    await wire.says(answer(1, {}), answer(2, {}));
    const launcher = screen.getByRole("button", {
      name: "Abrir atendimento, 2 mensagens não lidas",
    });
    await shown.user.click(launcher);
    expect(screen.getByRole("button", { name: "Fechar atendimento" })).toBeTruthy();
    await shown.user.keyboard("{Escape}");
    expect(screen.getByRole("button", { name: "Abrir atendimento" })).toBeTruthy();
  });
});

describe("what a pack shows below its words", () => {
  const shownWith = (parts: NonNullable<Body["parts"]>) => wire.says(answer(0, { parts }));

  test("a list is chosen from, and its bare lines are only read", async () => {
    await shownWith([
      {
        kind: "list",
        title: "Temas",
        rows: [
          { title: "Frete", text: "prazo e preço", say: "quanto é o frete?" },
          { title: "Aviso" },
        ],
      },
    ]);
    expect(log().queryByRole("button", { name: "Aviso" })).toBeNull();
    await shown.user.click(log().getByRole("button", { name: /Frete/ }));
    expect(said().at(-1)?.text).toBe("quanto é o frete?");
  });

  test("cards have a picture with words for it, and buttons that say or open", async () => {
    await shownWith([
      {
        kind: "cards",
        cards: [
          {
            title: "Montagem",
            image: "/m.png",
            alt: "Técnico montando um armário",
            buttons: [
              { label: "Agendar", say: "quero agendar" },
              { label: "Ver preços", open: "/precos" },
              { label: "Mal", open: "javascript:alert(1)" },
            ],
          },
        ],
      },
    ]);
    expect(log().getByRole("img", { name: "Técnico montando um armário" })).toBeTruthy();
    expect(log().getByRole("link", { name: "Ver preços" }).getAttribute("target")).toBe("_blank");
    expect(log().queryByText("Mal")).toBeNull();
    await shown.user.click(log().getByRole("button", { name: "Agendar" }));
    expect(said().at(-1)?.text).toBe("quero agendar");
  });

  test("a place is drawn here and its map is a link away", async () => {
    await shownWith([
      {
        kind: "map",
        title: "Loja Boa Vista",
        address: "Rua A, 1",
        latitude: -8.0631,
        longitude: -34.8713,
      },
    ]);
    const link = log().getByRole("link", { name: "Ver no mapa" });
    expect(link.getAttribute("href")).toContain("mlat=-8.06310&mlon=-34.87130");
    expect(log().queryByRole("img")).toBeNull();
  });

  test("pictures and pages with an address that is none are left out, and so are unknown kinds", async () => {
    await shownWith([
      { kind: "image", image: "data:text/html,x", alt: "nada" },
      { kind: "link", link: "javascript:alert(1)", title: "Mal" },
      { kind: "hologram" } as never,
      {
        kind: "link",
        link: "https://loja.example/guia",
        title: "Guia de medidas",
        text: "Como medir",
      },
    ]);
    expect(log().queryByText("Mal")).toBeNull();
    expect(log().queryByRole("img")).toBeNull();
    expect(log().getByRole("link", { name: /Guia de medidas/ })).toBeTruthy();
  });
});
