import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { Blobs } from "./blobs";
import { Chat } from "./chat";
import { browserStorage, Vault } from "./keep";
import { said } from "./testing/frames";
import { FakeServer } from "./testing/server";
import { timeline } from "./timeline";
import { outcomeOf } from "./uploading";

/** A request that the test answers. */
class Request {
  static all: Request[] = [];
  readonly upload: { onprogress?: (event: { loaded: number; total: number }) => void } = {};
  readonly headers: Record<string, string> = {};
  onload?: () => void;
  onerror?: () => void;
  onabort?: () => void;
  status = 0;
  responseText = "";
  address = "";
  sent: unknown = null;
  aborted = false;

  constructor() {
    Request.all.push(this);
  }
  open(_: string, address: string): void {
    this.address = address;
  }
  setRequestHeader(name: string, value: string): void {
    this.headers[name] = value;
  }
  getResponseHeader(): string | null {
    return null;
  }
  send(body: unknown): void {
    this.sent = body;
  }
  abort(): void {
    this.aborted = true;
    this.onabort?.();
  }
  async answers(status: number, body: unknown): Promise<void> {
    this.status = status;
    this.responseText = JSON.stringify(body);
    this.onload?.();
    await vi.advanceTimersByTimeAsync(0);
  }
  get id(): string {
    return new URL(this.address).searchParams.get("message_id") ?? "";
  }
}

let server: FakeServer;
let chat: Chat;
const blobs = new Blobs("shop.example");
const PHOTO = new File(["photo"], "defeito.png", { type: "image/png" });

function open(): Chat {
  const vault = new Vault(browserStorage(), "shop.example");
  const files = { blobs, lost: "Perdido." };
  const page = new Chat({ url: "ws://shop.example/ws/chat", vault, tooBig: "Grande.", files });
  page.start();
  return page;
}

const settle = (seconds = 1) => vi.advanceTimersByTimeAsync(seconds * 1000);
const last = () => Request.all.at(-1) as Request;
const shown = () =>
  timeline(chat.store.get()).flatMap((item) => (item.kind === "customer" ? [item] : []));
const stored = (request: Request, offset = 0) => ({
  message: {
    ...said(offset, request.id, "olha"),
    files: [{ name: "defeito.png", media_type: "image/png", bytes: 5, link: "/f", picture: true }],
  },
  session_id: "token",
  owner: "bot",
});

beforeEach(async () => {
  vi.useFakeTimers();
  vi.stubGlobal("XMLHttpRequest", Request);
  localStorage.clear();
  Request.all = [];
  server = new FakeServer();
  chat = open();
  await settle();
});

afterEach(() => {
  chat.stop();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test("a file goes by REST with the session's token, and shows how far it is", async () => {
  chat.sendFile(PHOTO, "olha só");
  await settle();
  expect(last().address).toContain("http://shop.example/api/conversations/");
  expect(last().headers.Authorization).toBe("Bearer token");
  expect(decodeURIComponent(last().headers["X-Prosa-Text"] ?? "")).toBe("olha só");
  last().upload.onprogress?.({ loaded: 2, total: 4 });
  expect(shown()[0]?.sending?.done).toBe(0.5);
  await last().answers(201, stored(last()));
  expect(shown()).toMatchObject([{ delivery: "accepted", sending: null, files: [{ link: "/f" }] }]);
  expect(chat.store.get().outbox).toEqual([]);
});

test("without a connection it waits, and goes out again under the same id", async () => {
  chat.sendFile(PHOTO, "");
  await settle();
  const first = last();
  first.onerror?.();
  await settle(0);
  expect(shown()[0]?.delivery).toBe("waiting");
  await settle(10);
  expect(Request.all.length).toBe(2);
  expect(last().id).toBe(first.id);
});

test("a line that is lost gives the upload up, and a new one takes it up again", async () => {
  chat.sendFile(PHOTO, "");
  await settle();
  const first = last();
  server.crash();
  expect(first.aborted).toBe(true);
  await settle(60);
  expect(last()).not.toBe(first);
  expect(last().id).toBe(first.id);
});

test("what is refused for good stays visible with the server's words", async () => {
  chat.sendFile(PHOTO, "");
  await settle();
  await last().answers(422, { error: { code: "file_type", message: "Envie foto ou PDF." } });
  expect(shown()).toMatchObject([{ delivery: "failed", error: "Envie foto ou PDF." }]);
  chat.discard(last().id);
  expect(shown()).toEqual([]);
});

test("what is said after a file comes after it", async () => {
  chat.sendFile(PHOTO, "");
  chat.say("chegou assim");
  await settle();
  expect(server.log).toEqual([]);
  await last().answers(201, stored(last()));
  await settle();
  expect(server.received.some((frame) => frame.type === "message")).toBe(true);
});

test("after a reload it goes out, or says that it is gone", async () => {
  chat.sendFile(PHOTO, "");
  await settle();
  const { id } = last();
  chat.stop();
  chat = open();
  await settle(30);
  expect(last().id).toBe(id);
  chat.stop();
  blobs.drop(id);
  chat = open();
  await settle(30);
  expect(shown()).toMatchObject([{ delivery: "failed", error: "Perdido." }]);
});

describe("an answer", () => {
  const of = (status: number, body: unknown, retry: string | null = null) =>
    outcomeOf({ status, responseText: JSON.stringify(body), getResponseHeader: () => retry });

  test("that asks for patience is tried again when it says", () => {
    expect(of(429, {}, "40")).toEqual({ kind: "later", seconds: 40 });
    expect(of(503, {})).toEqual({ kind: "later", seconds: 5 });
    expect(of(0, "")).toEqual({ kind: "later", seconds: 5 });
  });
  test("that does not know the session begins a new one", () => {
    expect(of(401, {})).toEqual({ kind: "session" });
  });
  test("that is no message of ours is not taken for one", () => {
    expect(of(201, { message: { type: "message" }, session_id: "t" }).kind).toBe("later");
  });
});
