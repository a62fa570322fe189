import type { ServerFrame } from "@prosa/shared";
import { cleanup, screen } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type Shown, show, type Wire } from "./testing/render";
import { Widget } from "./Widget";

const at = "2026-03-02T12:00:00Z";
const waiting: ServerFrame = {
  type: "connected",
  version: 1,
  session_id: "token",
  conversation_id: "conversation",
  last_offset: 0,
  owner: "queue",
  queue: { position: 2, wait_seconds: 480 },
  assistant: { name: "Assistente Virtual", company: "Casa Jabuti", greeting: "Oi!", starters: [] },
  max_chars: 100,
  heartbeat_seconds: 25,
};

let shown: Shown;
let wire: Wire;

beforeEach(async () => {
  sessionStorage.clear();
  shown = show(<Widget />);
  await shown.user.click(screen.getByRole("button", { name: "Abrir atendimento" }));
  wire = shown.wire();
  await wire.says(waiting, { type: "resume", last_offset: 0 });
});

afterEach(() => {
  shown.chat.stop();
  cleanup();
  vi.unstubAllGlobals();
});

const button = (name: string) => screen.getByRole("button", { name });
const left = () => wire.sent.filter((frame) => frame.type === "leave_queue");

test("who does not want to wait goes back to the assistant, asked once", async () => {
  await shown.user.click(button("Voltar ao assistente"));
  await shown.user.click(button("Voltar ao assistente"));
  expect(left()).toHaveLength(1);
  expect(left()[0]?.message).toBeUndefined();
  await wire.says({ type: "queue", offset: 1, at, owner: "bot" });
  expect(screen.queryByRole("button", { name: "Voltar ao assistente" })).toBeNull();
  expect(shown.chat.store.get().outbox).toEqual([]);
});

test("a message can be left instead, and is shown as said", async () => {
  await shown.user.click(button("Deixar recado"));
  const field = screen.getByRole("textbox", { name: "Seu recado para a equipe" });
  expect(document.activeElement).toBe(field);
  await shown.user.type(field, "Me liguem amanhã");
  await shown.user.click(button("Enviar recado"));
  expect(left()[0]?.message).toBe("Me liguem amanhã");
  await wire.says(
    { type: "accepted", id: String(left()[0]?.id), offset: 1, at },
    { type: "queue", offset: 2, at, owner: "bot" },
  );
  expect(screen.getByText("Me liguem amanhã")).toBeTruthy();
});

test("an empty message is not sent, and one may stay in the queue", async () => {
  await shown.user.click(button("Deixar recado"));
  expect(button("Enviar recado")).toHaveProperty("disabled", true);
  await shown.user.click(button("Continuar na fila"));
  expect(left()).toEqual([]);
  expect(screen.getByText(/posição 2/)).toBeTruthy();
});

test("a message that came too late stays visible: a person was faster", async () => {
  await shown.user.click(button("Deixar recado"));
  await shown.user.type(screen.getByRole("textbox", { name: /recado/ }), "Até mais");
  await shown.user.click(button("Enviar recado"));
  await wire.says({
    type: "error",
    code: "invalid",
    message: "Esta conversa não está mais na fila.",
    id: String(left()[0]?.id),
  });
  expect(screen.getByText("Até mais")).toBeTruthy();
});
