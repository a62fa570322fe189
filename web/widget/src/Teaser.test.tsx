import type { ServerFrame } from "@prosa/shared";
import { cleanup, screen, within } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type Shown, show } from "./testing/render";
import { Widget } from "./Widget";

const at = "2026-03-02T12:00:00Z";
const connected = (last_offset: number): ServerFrame => ({
  type: "connected",
  version: 1,
  session_id: "token",
  conversation_id: "conversation",
  last_offset,
  owner: "bot",
  assistant: { name: "Assistente Virtual", company: "Casa Jabuti", greeting: "Oi!", starters: [] },
  max_chars: 100,
  heartbeat_seconds: 25,
  proactive: [{ path: "/carrinho", seconds: 30 }],
});
const says = (offset: number, text: string, type = "proactive"): ServerFrame => ({
  type: "response",
  offset,
  at,
  answers: null,
  response: { text, type },
});
const resumed = (last_offset: number): ServerFrame => ({ type: "resume", last_offset });

let shown: Shown;

beforeEach(async () => {
  sessionStorage.clear();
  shown = show(<Widget />, { proactive: true });
  await shown.wire().says(connected(-1), resumed(-1));
});

afterEach(() => {
  shown.chat.stop();
  cleanup();
  vi.unstubAllGlobals();
});

const teaser = () => within(screen.getAllByRole("status")[0] as HTMLElement);
const launcher = () => screen.getByRole("button", { name: /^Abrir atendimento/ });

test("what the bot says unasked shows above the button, counts as unread and takes no focus", async () => {
  await shown.wire().says(says(0, "Ficou alguma **dúvida**?"));
  expect(teaser().getByText("Ficou alguma dúvida?")).toBeTruthy();
  expect(launcher().getAttribute("aria-label")).toContain("1 mensagem não lida");
  expect(document.activeElement).toBe(document.body);
});

test("answers show nothing outside of the chat", async () => {
  await shown.wire().says(says(0, "Certo.", "text"));
  expect(screen.queryByText("Certo.")).toBeNull();
});

test("tapping it opens the conversation", async () => {
  await shown.wire().says(says(0, "Ficou alguma dúvida?"));
  await shown.user.click(teaser().getByText("Ficou alguma dúvida?"));
  expect(within(screen.getByRole("log")).getByText("Ficou alguma dúvida?")).toBeTruthy();
  expect(teaser().queryByText("Ficou alguma dúvida?")).toBeNull();
});

test("closed by keyboard it stays closed, also on the next line, and still counts as unread", async () => {
  await shown.wire().says(says(0, "Ficou alguma dúvida?"));
  await shown.user.tab();
  await shown.user.tab();
  await shown.user.keyboard("{Enter}");
  expect(screen.queryByText("Ficou alguma dúvida?")).toBeNull();
  expect(document.activeElement).toBe(launcher());
  await shown.wire().says(connected(0), says(0, "Ficou alguma dúvida?"), resumed(0));
  expect(screen.queryByText("Ficou alguma dúvida?")).toBeNull();
  expect(launcher().getAttribute("aria-label")).toContain("1 mensagem não lida");
});

test("Escape closes it, and the next one shows again", async () => {
  await shown.wire().says(says(0, "Ficou alguma dúvida?"));
  await shown.user.tab();
  await shown.user.keyboard("{Escape}");
  expect(screen.queryByText("Ficou alguma dúvida?")).toBeNull();
  await shown.wire().says(says(1, "Seu pedido vai atrasar."));
  expect(teaser().getByText("Seu pedido vai atrasar.")).toBeTruthy();
});

test("where the bot may speak unasked, it is told that the customer is typing", async () => {
  await shown.user.click(launcher());
  await shown.user.type(screen.getByRole("textbox", { name: "Sua mensagem" }), "oi");
  expect(shown.wire().sent).toContainEqual({ type: "typing", on: true });
});
