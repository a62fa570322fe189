import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { Chat } from "./chat";
import { browserStorage, Vault } from "./keep";
import { CloseCode } from "./protocol";
import { FakeServer, type Mishap } from "./testing/server";
import { timeline } from "./timeline";

let server: FakeServer;
let chat: Chat;

/** A page as it is loaded: what it knows comes from storage. */
function open(): Chat {
  const vault = new Vault(browserStorage(), "shop.example");
  const page = new Chat({ url: "ws://shop.example/ws/chat", vault, tooBig: "Grande demais." });
  page.start();
  return page;
}

const settle = (seconds = 120) => vi.advanceTimersByTimeAsync(seconds * 1000);
const stored = () =>
  server.log.map((event) => (event.type === "message" ? event.text : event.type));
const shown = () =>
  timeline(chat.store.get()).flatMap((item) =>
    item.kind === "customer" ? [`${item.text}: ${item.delivery}`] : [],
  );

beforeEach(() => {
  vi.useFakeTimers();
  localStorage.clear();
  server = new FakeServer();
  chat = open();
});

afterEach(() => {
  chat.stop();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe("whatever happens to the line, each message arrives once and in order", () => {
  const act = fc.oneof(
    { weight: 4, arbitrary: fc.constant("say" as const) },
    fc.constantFrom<Mishap>("lost", "stored_but_cut", "rate_limited", "unavailable"),
    fc.constantFrom("crash", "down", "up", "reload", "offline", "online", "wait"),
  );

  test("with crashes, refusals and reloads in any order", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(act, fc.nat(3)), { maxLength: 25 }), async (acts) => {
        chat.stop();
        localStorage.clear();
        server = new FakeServer();
        chat = open();
        const said: string[] = [];
        for (const [what, milliseconds] of acts) {
          switch (what) {
            case "say":
              said.push(`mensagem ${said.length}`);
              chat.say(said.at(-1) as string);
              break;
            case "crash":
              server.crash();
              break;
            case "down":
              server.up = false;
              server.crash();
              break;
            case "up":
              server.up = true;
              break;
            case "reload":
              chat.stop();
              chat = open();
              break;
            case "offline":
            case "online":
              dispatchEvent(new Event(what));
              break;
            case "wait":
              await settle(2);
              break;
            default:
              server.next(what);
          }
          await vi.advanceTimersByTimeAsync(milliseconds);
        }
        server.up = true;
        await settle();
        expect(stored()).toEqual(said);
        expect(shown()).toEqual(said.map((text) => `${text}: accepted`));
        expect(new Vault(browserStorage(), "shop.example").outbox()).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});

describe("the line", () => {
  test("offers the protocol and, once it has one, the session", async () => {
    await settle(1);
    server.crash();
    await settle();
    expect(server.offered).toEqual([["prosa.v1"], ["prosa.v1", "token.token"]]);
  });

  test("tells connecting, online, reconnecting, and offline after many tries", async () => {
    expect(chat.store.get().connection).toBe("connecting");
    await settle(1);
    expect(chat.store.get().connection).toBe("online");
    server.up = false;
    server.crash();
    expect(chat.store.get().connection).toBe("reconnecting");
    await settle(60);
    expect(chat.store.get().connection).toBe("offline");
    server.up = true;
    await settle(60);
    expect(chat.store.get().connection).toBe("online");
  });

  test("is given up when a ping is not answered", async () => {
    await settle(1);
    const tries = server.offered.length;
    server.hear = () => {};
    await settle(40);
    expect(server.offered.length).toBeGreaterThan(tries);
  });

  test("is tried less and less often when the server greets and then breaks off", async () => {
    await settle(1);
    server.hear = () => server.crash();
    await settle(120);
    const tries = server.offered.length;
    expect(tries).toBeLessThan(25);
    await settle(60);
    expect(server.offered.length - tries).toBeLessThan(10);
  });

  test("stays when pings are answered", async () => {
    await settle(300);
    expect(server.offered).toHaveLength(1);
  });

  test("is not tried again from a forbidden page, even when the network comes back", async () => {
    await settle(1);
    server.crash(CloseCode.FORBIDDEN);
    dispatchEvent(new Event("online"));
    await settle();
    expect(server.offered).toHaveLength(1);
    expect(chat.store.get().connection).toBe("offline");
  });

  test("rests for a minute after too many errors", async () => {
    await settle(1);
    server.crash(CloseCode.TOO_MANY_ERRORS);
    await settle(59);
    expect(server.offered).toHaveLength(1);
    await settle(10);
    expect(server.offered).toHaveLength(2);
  });

  test("closed for silence in a hidden page comes back when it is needed", async () => {
    await settle(1);
    vi.spyOn(document, "visibilityState", "get").mockReturnValue("hidden");
    server.crash(CloseCode.IDLE);
    await settle();
    expect(server.offered).toHaveLength(1);
    chat.say("oi");
    await settle(1);
    expect(stored()).toEqual(["oi"]);
  });
});

describe("a session that is over", () => {
  test("is replaced, and what was not sent goes into the new one", async () => {
    await settle(1);
    server.token = "new";
    server.crash();
    chat.say("oi");
    await settle();
    expect(server.offered.at(-1)).toEqual(["prosa.v1"]);
    expect(stored()).toEqual(["oi"]);
    expect(new Vault(browserStorage(), "shop.example").token).toBe("new");
  });

  test("is also replaced when the server says so in a frame", async () => {
    await settle(1);
    server.tell({ type: "error", code: "session", message: "A sessão terminou." });
    await settle();
    expect(server.offered.at(-1)).toEqual(["prosa.v1"]);
    expect(chat.store.get().connection).toBe("online");
  });
});

describe("a refused message", () => {
  test("waits as long as the server asks, then goes out by itself", async () => {
    await settle(1);
    server.next("rate_limited");
    chat.say("oi");
    await settle(2);
    expect(chat.store.get().notice).toEqual({
      code: "rate_limited",
      message: "Espere.",
      retryAfter: 3,
    });
    expect(shown()).toEqual(["oi: waiting"]);
    await settle(2);
    expect(shown()).toEqual(["oi: accepted"]);
    expect(chat.store.get().notice).toBeNull();
  });

  test("that is too big is shown as failed and lets the next one pass", async () => {
    await settle(1);
    const { hear } = server;
    server.hear = (_socket, frame) => {
      if (frame.type === "message") server.crash(CloseCode.TOO_BIG);
    };
    chat.say("enorme");
    await settle(0.1);
    server.hear = hear;
    chat.say("oi");
    await settle();
    expect(shown()).toEqual(["oi: accepted", "enorme: failed"]);
    expect(stored()).toEqual(["oi"]);
  });

  test("can be given up", async () => {
    await settle(1);
    server.hear = (socket, frame) => {
      if (frame.type === "message")
        socket.hear({ type: "error", code: "empty", message: "Vazia.", id: frame.id ?? null });
    };
    chat.say(" ");
    await settle(1);
    const [item] = chat.store.get().outbox;
    expect(item).toMatchObject({ delivery: "failed", error: "Vazia." });
    chat.discard(item?.id ?? "");
    expect(chat.store.get().outbox).toEqual([]);
  });
});

describe("asking for a person", () => {
  test("twice while offline asks once", async () => {
    chat.escalate();
    chat.escalate();
    await settle(1);
    expect(server.received.filter((frame) => frame.type === "escalate")).toHaveLength(1);
  });
});

describe("storage", () => {
  test("that is blocked leaves a chat that works in this page", async () => {
    const keep = browserStorage(() => {
      throw new DOMException("blocked", "SecurityError");
    });
    const vault = new Vault(keep, "shop.example");
    vault.token = "t";
    vault.store({ id: "a", at: 1, kind: "message", text: "oi", delivery: "waiting" });
    expect(vault.token).toBe("t");
    expect(vault.outbox()).toHaveLength(1);
  });

  test("with rubbish in it is ignored", () => {
    localStorage.setItem("prosa:shop.example:outbox:a", "{");
    localStorage.setItem("prosa:shop.example:outbox:b", '{"id":"b","at":1,"kind":"message"}');
    localStorage.setItem("prosa:shop.example:outbox:c", '{"id":"c","at":1,"kind":"spell"}');
    expect(new Vault(browserStorage(), "shop.example").outbox()).toEqual([]);
  });

  test("remembers how far each conversation was read", () => {
    const vault = new Vault(browserStorage(), "shop.example");
    vault.setRead("a", 7);
    expect([vault.readOf("a"), vault.readOf("b")]).toEqual([7, -1]);
  });
});
