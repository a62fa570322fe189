import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { AgentFrame, EventView, LiveFrame } from "./frames";
import { Live } from "./live";

/** The newest socket that was asked for, as the server sees it. */
let socket: FakeSocket;

class FakeSocket {
  static readonly OPEN = 1;
  readonly sent: AgentFrame[] = [];
  readyState = 1;
  onmessage: ((event: { data: string }) => void) | null = null;
  onclose: ((event: { code: number }) => void) | null = null;

  constructor() {
    socket = this;
  }

  send(text: string): void {
    this.sent.push(JSON.parse(text));
  }

  close(): void {
    this.readyState = 3;
  }

  say(frame: LiveFrame): void {
    this.onmessage?.({ data: JSON.stringify(frame) });
  }

  greet(): void {
    this.say({ type: "connected", agent: ANA, version: 1, heartbeat_seconds: 30 });
  }

  cut(code = 1006): void {
    this.readyState = 3;
    this.onclose?.({ code });
  }
}

const ANA = { id: "a", name: "Ana", email: "ana@loja.example", skills: [], max_conversations: 5 };
const AT = "2026-01-01T12:00:00Z";
const COUNTS = { mine: 2, queue: 1, unassigned: 1, all: 9 };

let live: Live;

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("WebSocket", FakeSocket);
  live = new Live("ws://prosa.example/ws/agent");
  live.start();
  socket.greet();
});

afterEach(() => {
  live.stop();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test("counts and viewers are those last told", () => {
  socket.say({ type: "counts", counts: COUNTS });
  socket.say({ type: "counts", counts: { ...COUNTS, queue: 4 } });
  socket.say({
    type: "viewers",
    conversation: "c",
    viewers: [{ id: "b", name: "Bia", typing: true }],
  });
  expect(live.counts.get()?.queue).toBe(4);
  expect(live.viewers("c").get()).toEqual([{ id: "b", name: "Bia", typing: true }]);
  expect(live.viewers("d").get()).toEqual([]);
});

test("after a cut, each open conversation goes on after the last event that came", async () => {
  live.open("c", 3);
  socket.say({ type: "events", conversation: "c", events: [event(4), event(5)] });
  const before = socket;
  socket.cut();
  expect(live.connection.get()).toBe("reconnecting");
  await vi.advanceTimersByTimeAsync(20_000);
  expect(socket).not.toBe(before);
  socket.greet();
  expect(live.connection.get()).toBe("online");
  expect(socket.sent).toEqual([{ type: "open", conversation: "c", after: 5 }]);
});

test("two readers of a conversation open it once, and the last to go closes it", () => {
  live.open("c", 3);
  live.open("c", 3);
  live.close("c");
  expect(socket.sent).toEqual([{ type: "open", conversation: "c", after: 3 }]);
  live.close("c");
  expect(socket.sent.at(-1)).toEqual({ type: "close", conversation: "c" });
});

test("a second reader who knows less gets what it lacks", () => {
  live.open("c", 30);
  live.open("c", 10);
  expect(socket.sent.at(-1)).toEqual({ type: "open", conversation: "c", after: 10 });
});

test("listeners hear their kind until they stop", () => {
  const heard = vi.fn();
  const stop = live.subscribe("notice", heard);
  socket.say({ type: "counts", counts: COUNTS });
  socket.say({ type: "notice", code: "assigned", conversation: "c", at: AT });
  stop();
  socket.say({ type: "notice", code: "mention", conversation: "c", at: AT });
  expect(heard).toHaveBeenCalledExactlyOnceWith({
    type: "notice",
    code: "assigned",
    conversation: "c",
    at: AT,
  });
});

test("what cannot be read is passed over", () => {
  for (const data of ["", "[]", "{", '{"type":"counts"}', '{"type":"unheard of"}'])
    socket.onmessage?.({ data });
  expect(live.counts.get()).toBeNull();
});

test("a session that has ended is told of", () => {
  const told = vi.fn();
  live.onSignedOut(told);
  socket.cut(4401);
  expect(told).toHaveBeenCalledOnce();
});

function event(offset: number): EventView {
  return { offset, at: AT, source: "customer" } as EventView;
}
