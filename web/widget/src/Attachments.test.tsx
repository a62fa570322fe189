import type { ServerFrame } from "@prosa/shared";
import { cleanup, fireEvent, screen, within } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { fits } from "./behaviour/useAttached";
import { type Shown, show } from "./testing/render";
import { Widget } from "./Widget";

const CONNECTED: Extract<ServerFrame, { type: "connected" }> = {
  type: "connected",
  version: 1,
  session_id: "token",
  conversation_id: "conversation",
  last_offset: -1,
  owner: "bot",
  assistant: { name: "Assistente", company: "Casa", greeting: "Oi!", starters: [] },
  max_chars: 100,
  max_file_bytes: 2 * 1024 * 1024,
  heartbeat_seconds: 25,
};
const PHOTO = new File(["photo"], "defeito.png", { type: "image/png" });
const BIG = new File([new Uint8Array(2 * 1024 * 1024 + 1)], "a.pdf", { type: "application/pdf" });

let shown: Shown;

async function open(frame = CONNECTED): Promise<void> {
  shown = show(<Widget />);
  await shown.user.click(screen.getByRole("button", { name: "Abrir atendimento" }));
  await shown.wire().says(frame, { type: "resume", last_offset: -1 });
}

beforeEach(() => sessionStorage.clear());

afterEach(() => {
  shown.chat.stop();
  cleanup();
  vi.unstubAllGlobals();
});

const field = () => screen.getByRole<HTMLTextAreaElement>("textbox", { name: "Sua mensagem" });
const chosen = () => screen.queryByRole("list", { name: "Arquivos a enviar" });
const drop = (...files: File[]) =>
  fireEvent.drop(screen.getByRole("dialog"), { dataTransfer: { files } });

test("a dropped photo is shown before it is sent, and may be taken out again", async () => {
  await open();
  drop(PHOTO);
  expect(within(chosen() as HTMLElement).getByText("defeito.png")).toBeTruthy();
  await shown.user.click(screen.getByRole("button", { name: "Remover defeito.png" }));
  expect(chosen()).toBeNull();
  expect(screen.getByRole<HTMLButtonElement>("button", { name: "Enviar" }).disabled).toBe(true);
});

test("the first of several files is sent with what is written", async () => {
  await open();
  const sent = vi.spyOn(shown.chat, "sendFile").mockImplementation(() => undefined);
  drop(PHOTO);
  drop(PHOTO);
  await shown.user.type(field(), "veio assim{Enter}");
  expect(sent.mock.calls.map(([, text]) => text)).toEqual(["veio assim", ""]);
  expect(chosen()).toBeNull();
  expect(field().value).toBe("");
});

test("what cannot be sent is refused in words, and what can be stays", async () => {
  await open();
  drop(PHOTO, BIG);
  expect(screen.getByRole("alert").textContent).toBe(
    "Esse tipo de arquivo não pode ser enviado. Envie foto ou PDF de até 2 MB.",
  );
  expect(within(chosen() as HTMLElement).getAllByRole("listitem")).toHaveLength(1);
});

test("where no files are taken there is no button for them", async () => {
  await open({ ...CONNECTED, max_file_bytes: 0 });
  expect(screen.queryByRole("button", { name: "Enviar arquivo" })).toBeNull();
  drop(PHOTO);
  expect(chosen()).toBeNull();
});

test("a picture in the log is a button that opens it larger", async () => {
  await open();
  const link = "/api/files/1?until=1&key=k";
  const files = [{ name: "foto.png", media_type: "image/png", bytes: 5, link, picture: true }];
  const at = "2026-03-02T12:00:00Z";
  await shown.wire().says({ type: "message", offset: 0, at, id: "m", text: "", files });
  const picture = screen.getByRole("button", { name: "Ampliar foto.png" });
  expect(picture.querySelector("img")?.src).toBe(`https://shop.example${link}`);
});

test("phones name some photos by their ending alone", () => {
  expect(fits(new File(["x"], "IMG_1.HEIC", { type: "" }), 10)).toBe(true);
  expect(fits(new File(["x"], "a.svg", { type: "image/svg+xml" }), 10)).toBe(false);
  expect(fits(new File([], "a.png", { type: "image/png" }), 10)).toBe(false);
});
