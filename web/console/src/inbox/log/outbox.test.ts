import { beforeEach, expect, test, vi } from "vitest";
import { Refusal } from "../../api/client";
import type { LogEvent } from "../types";
import { Outbox } from "./outbox";
import { said } from "./testing";
import type { Unsent } from "./unsent";

beforeEach(() => {
  localStorage.clear();
  vi.useFakeTimers();
});

const reply = (text: string, conversation = "c1") => ({
  conversation,
  kind: "reply" as const,
  text,
  mentions: [],
  files: [],
  after: -1,
});

/** A server that answers as told, and remembers what came. */
function server(...answers: (Error | "ok")[]) {
  const came: { id: string; text: string; force: boolean }[] = [];
  const stored: LogEvent[] = [];
  const send = async (item: Unsent, force: boolean) => {
    came.push({ id: item.id, text: item.text, force });
    const answer = answers.shift() ?? "ok";
    if (answer !== "ok") throw answer;
    return said(came.length, "agent", item.text);
  };
  const open = () => new Outbox(send, (_, event) => stored.push(event));
  return { came, stored, open };
}

test("messages go out one after the other, each once", async () => {
  const { came, stored, open } = server();
  const outbox = open();
  for (const text of ["um", "dois", "três"]) outbox.add(reply(text));
  await vi.runAllTimersAsync();
  expect(came.map(({ text }) => text)).toEqual(["um", "dois", "três"]);
  expect(stored).toHaveLength(3);
  expect(outbox.store.get()).toEqual([]);
  expect(localStorage.length).toBe(0);
});

test("without a connection they wait, and go out under the same id", async () => {
  const { came, open } = server(new TypeError("offline"), new Refusal(503, "unavailable", ""));
  const outbox = open();
  outbox.add(reply("oi"));
  await vi.advanceTimersByTimeAsync(0);
  expect(outbox.store.get()[0]?.state).toBe("waiting");
  await vi.runAllTimersAsync();
  expect(came).toHaveLength(3);
  expect(new Set(came.map(({ id }) => id)).size).toBe(1);
  expect(outbox.store.get()).toEqual([]);
});

test("what an earlier page left is sent by the next one", async () => {
  const first = server(new TypeError("offline"));
  first.open().add(reply("não se perca"));
  await vi.advanceTimersByTimeAsync(0);
  vi.clearAllTimers();
  const second = server();
  const outbox = second.open();
  outbox.wake();
  await vi.runAllTimersAsync();
  expect(second.came[0]?.id).toBe(first.came[0]?.id);
  expect(outbox.store.get()).toEqual([]);
});

test("a refused one stays to be changed, and holds up nothing", async () => {
  const { came, open } = server(new Refusal(409, "someone_types", "Bia está escrevendo."));
  const outbox = open();
  outbox.add(reply("um"));
  outbox.add(reply("dois"));
  await vi.runAllTimersAsync();
  expect(outbox.store.get()).toMatchObject([
    { text: "um", state: "failed", code: "someone_types", error: "Bia está escrevendo." },
  ]);
  outbox.retry(outbox.store.get()[0]?.id ?? "", true);
  await vi.runAllTimersAsync();
  expect(came.at(-1)).toMatchObject({ text: "um", force: true });
  expect(outbox.store.get()).toEqual([]);
});
