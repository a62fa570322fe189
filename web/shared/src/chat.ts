/** A conversation kept in step with the server: the state, the line, and what must not get lost between them. */
import type { Blobs } from "./blobs";
import { type ClientFrame, decode, type ServerFrame } from "./frames";
import type { Vault } from "./keep";
import { Line } from "./line";
import { Pages } from "./pages";
import { ErrorCode, type Protocol, SUBPROTOCOL } from "./protocol";
import { type LocalEvent, reduce } from "./reduce";
import { type ChatState, type Connection, type Outgoing, type OutgoingFile, start } from "./state";
import { Store } from "./store";
import { TypingSigns } from "./typing";
import { type Upload, upload } from "./uploading";

export interface ChatOptions {
  /** Address of the socket, ws:// or wss://. */
  url: string;
  vault: Vault;
  /** Shown when the server closes because of a message's size. */
  tooBig: string;
  /** Where files wait to be sent, and what is said of one that did not survive. Without it, none are sent. */
  files?: { blobs: Blobs; lost: string };
}

type Draft =
  | { kind: "message"; text: string; leaves?: true; file?: OutgoingFile }
  | { kind: "escalate" }
  | { kind: "leave" }
  | { kind: "rating"; score: number; comment: string }
  | { kind: "thumb"; of: number; up: boolean };

/** Without `accepted` for this long the line is given up; the message goes out on the next one. */
const ACCEPT_MS = 20_000;
/** A typing sign that is not renewed goes away: whoever typed may have vanished. */
const TYPING_MS = 30_000;
/** How long a refusal that asks for nothing is shown. */
const NOTICE_MS = 8_000;
const RETRY_SECONDS = 5;

export class Chat {
  readonly store: Store<ChatState>;
  readonly #vault: Vault;
  readonly #line: Line<Protocol>;
  readonly #stored = new Set<string>();
  readonly #pages: Pages;
  #acceptance: ReturnType<typeof setTimeout> | undefined;
  #typing: ReturnType<typeof setTimeout> | undefined;
  #notice: ReturnType<typeof setTimeout> | undefined;
  /** Milliseconds since 1970; nothing is sent before. */
  #pausedUntil = 0;
  readonly #signs = new TypingSigns((sign) => this.#line.send(sign));
  #identity: string | null = null;
  readonly #server: string;
  readonly #files: ChatOptions["files"];
  #upload: Upload | null = null;

  constructor({ url, vault, tooBig, files }: ChatOptions) {
    this.#vault = vault;
    this.#server = new URL(url.replace(/^ws/, "http")).origin;
    this.#files = files;
    const outbox = vault.outbox();
    for (const item of outbox) this.#stored.add(item.id);
    files?.blobs.keepOnly(this.#stored);
    this.store = new Store(start(outbox));
    this.#line = new Line({
      url,
      protocols: () =>
        vault.token === null ? [SUBPROTOCOL] : [SUBPROTOCOL, `token.${vault.token}`],
      decode,
      heartbeatSeconds: (frame) => (frame.type === "connected" ? frame.heartbeat_seconds : null),
      ping: { type: "ping" },
      forgetToken: () => {
        vault.token = null;
      },
      onFrame: (frame) => this.#onFrame(frame),
      onConnection: (connection) => this.#onConnection(connection),
      onTooBig: () => this.#refuseInFlight(tooBig),
    });
    this.#pages = new Pages((path, seconds) => this.#line.send({ type: "page", path, seconds }));
  }

  /** Whether an earlier page began a conversation here, or left something to send. */
  get hasPast(): boolean {
    return this.#vault.token !== null || this.store.get().outbox.length > 0;
  }

  start(): void {
    this.#line.start();
  }

  stop(): void {
    for (const timer of [this.#acceptance, this.#typing, this.#notice]) clearTimeout(timer);
    this.#pages.stop();
    this.#signs.stop();
    this.#upload?.cancel();
    this.#line.stop();
  }

  /** Sends a photo or a PDF, with words or without. It waits as messages do, also over a reload. */
  sendFile(file: File, text: string): void {
    if (this.#files === undefined) return;
    this.#signs.stop();
    const { name, type, size } = file;
    this.#put({ kind: "message", text, file: { name, type, bytes: size } }, file);
  }

  /** What is in a file that is not sent yet, to be shown; null when it is gone. */
  async blobOf(id: string): Promise<Blob | null> {
    return (await this.#files?.blobs.get(id)) ?? null;
  }

  say(text: string): void {
    this.#signs.stop();
    this.#put({ kind: "message", text });
  }

  /** Ask for a person. Asking twice before the first is heard asks once. */
  escalate(): void {
    if (this.store.get().outbox.some((item) => item.kind === "escalate")) return;
    this.#put({ kind: "escalate" });
  }

  /** Wait for a person no longer: back to the assistant, leaving a message for people or not. */
  leaveQueue(message: string | null): void {
    if (message !== null) this.#put({ kind: "message", text: message, leaves: true });
    else if (!this.store.get().outbox.some((item) => item.kind === "leave"))
      this.#put({ kind: "leave" });
  }

  rate(score: number, comment: string): void {
    this.#put({ kind: "rating", score, comment });
  }

  /** Whether the bot's answer at this offset helped. Saying it again changes it. */
  thumb(of: number, up: boolean): void {
    this.#put({ kind: "thumb", of, up });
  }

  /** Who the customer is, as the site's server has signed it; told at once and on every new line. */
  identify(token: string | null): void {
    this.#identity = token;
    if (this.store.get().connection === "online") this.#tellIdentity();
  }

  #tellIdentity(): void {
    if (this.#identity !== null) this.#line.send({ type: "identify", identity: this.#identity });
  }

  /** The customer has written this and not sent it: told when somebody is there to see it. */
  type(text: string): void {
    const { standing, proactive } = this.store.get();
    if (standing.owner === "agent") this.#signs.wrote(text, "person");
    else this.#signs.wrote(text, standing.owner === "queue" || proactive ? "others" : "nobody");
  }

  /** Give up a message that was refused. */
  discard(id: string): void {
    if (this.#upload?.id === id) this.#upload.cancel();
    this.#files?.blobs.drop(id);
    this.#apply({ type: "local.discarded", id });
  }

  /** The customer has everything received so far before their eyes. */
  markRead(): void {
    const { log, conversation, read } = this.store.get();
    const offset = log.at(-1)?.offset ?? -1;
    if (conversation === null || offset <= read) return;
    this.#vault.setRead(conversation, offset);
    this.#apply({ type: "local.read", offset });
    this.#tellSeen(read);
  }

  /** Agents are shown how far their messages have come. Lost with the line, it is told with the next one. */
  #tellSeen(after = -1): void {
    const { log, read } = this.store.get();
    const last = log.findLast((frame) => frame.type === "agent_message");
    if (last === undefined || last.offset <= after) return;
    const state = last.offset <= read ? "read" : "delivered";
    this.#line.send({ type: "seen", offset: last.offset, state });
  }

  /** The customer has closed what was shown outside of the chat: it stays unread, and is not shown again. */
  wave(offset: number): void {
    const { conversation } = this.store.get();
    if (conversation === null) return;
    this.#vault.setTeaser(conversation, offset);
    this.#apply({ type: "local.waved", offset });
  }

  #put(draft: Draft, blob?: Blob): void {
    const at = Math.max(Date.now(), (this.store.get().outbox.at(-1)?.at ?? 0) + 1);
    const id = newId();
    if (blob !== undefined) this.#files?.blobs.put(id, blob);
    this.#apply({ type: "local.said", item: { ...draft, id, at, delivery: "waiting" } });
    this.#line.need();
  }

  #onFrame(frame: ServerFrame): void {
    if (frame.type === "connected") this.#vault.token = frame.session_id;
    if (frame.type === "error") this.#onError(frame);
    this.#apply(frame);
    if (frame.type === "connected") {
      this.#apply({ type: "local.read", offset: this.#vault.readOf(frame.conversation_id) });
      this.#line.send({ type: "resume", after: this.store.get().seen });
      this.#apply({ type: "local.waved", offset: this.#vault.teaserOf(frame.conversation_id) });
      this.#tellIdentity();
      this.#pages.watch(frame.proactive ?? []);
    }
    if (frame.type === "typing") this.#expectMoreTyping();
    if (frame.type === "agent_message" && this.store.get().caughtUp) {
      this.#tellSeen(frame.offset - 1);
    }
    if (frame.type === "resume") this.#tellSeen();
  }

  #onError(frame: Extract<ServerFrame, { type: "error" }>): void {
    if (frame.retry_after != null) this.#line.holdOff(frame.retry_after);
    let shown = NOTICE_MS;
    switch (frame.code) {
      case ErrorCode.IDENTITY:
        this.#identity = null;
        break;
      case ErrorCode.SESSION:
        this.#vault.token = null;
        // Were it done at once, this frame would be reduced after its line is gone.
        queueMicrotask(() => this.#line.renew());
        break;
      case ErrorCode.RATE_LIMITED:
      case ErrorCode.UNAVAILABLE:
        shown = (frame.retry_after ?? RETRY_SECONDS) * 1000;
        this.#pausedUntil = Date.now() + shown;
    }
    clearTimeout(this.#notice);
    const left = Math.max(shown, this.#pausedUntil - Date.now());
    this.#notice = setTimeout(() => this.#apply({ type: "local.notice_over" }), left);
  }

  #onConnection(connection: Connection): void {
    // It goes out again, under the same id, once the line is back.
    if (connection !== "online") this.#upload?.cancel();
    this.#apply({ type: "local.connection", connection });
  }

  #expectMoreTyping(): void {
    clearTimeout(this.#typing);
    this.#typing = setTimeout(() => this.#apply({ type: "local.silence" }), TYPING_MS);
  }

  #refuseInFlight(error: string): void {
    const item = this.store.get().outbox.find((waiting) => waiting.delivery === "sent");
    if (item !== undefined) this.#apply({ type: "local.refused", id: item.id, error });
  }

  #apply(event: ServerFrame | LocalEvent): void {
    const state = reduce(this.store.get(), event);
    this.#storeOutbox(state.outbox);
    this.store.set(state);
    this.#sendNext();
  }

  /** Before anything is shown as waiting, it is kept; once it is settled or refused, it is not. */
  #storeOutbox(outbox: readonly Outgoing[]): void {
    const wanted = outbox.filter((item) => item.delivery !== "failed");
    for (const item of wanted) {
      if (this.#stored.has(item.id)) continue;
      this.#vault.store(item);
      this.#stored.add(item.id);
    }
    for (const id of this.#stored) {
      if (wanted.some((item) => item.id === id)) continue;
      this.#vault.drop(id);
      this.#stored.delete(id);
      if (!outbox.some((item) => item.id === id)) this.#files?.blobs.drop(id);
    }
  }

  /** One at a time: were the first refused for now and the second accepted, they would change places. */
  #sendNext(): void {
    const { connection, caughtUp, outbox } = this.store.get();
    const flying = outbox.some((item) => item.delivery === "sent");
    if (!flying) clearTimeout(this.#acceptance);
    if (connection !== "online" || !caughtUp || flying || Date.now() < this.#pausedUntil) return;
    const next = outbox.find((item) => item.delivery === "waiting");
    if (next === undefined) return;
    if (next.kind === "message" && next.file !== undefined) {
      void this.#send(next.id, next.text, next.file);
      return;
    }
    if (!this.#line.send(frameOf(next))) return;
    this.#acceptance = setTimeout(() => this.#line.renew(), ACCEPT_MS);
    this.#apply({ type: "local.sent", id: next.id });
  }

  /** A file goes by itself, beside the line: frames are too small for it. */
  async #send(id: string, text: string, file: OutgoingFile): Promise<void> {
    this.#apply({ type: "local.sent", id });
    const blob = await this.blobOf(id);
    const { conversation, outbox } = this.store.get();
    // Meanwhile the line may have gone, or the customer changed their mind.
    if (!outbox.some((item) => item.id === id && item.delivery === "sent")) return;
    if (blob === null || conversation === null) {
      this.#apply({ type: "local.refused", id, error: this.#files?.lost ?? "" });
      return;
    }
    this.#upload?.cancel();
    const going = upload({
      server: this.#server,
      conversation,
      token: this.#vault.token ?? "",
      file: { ...file, id, blob, text },
      onProgress: (done) => this.#apply({ type: "local.progress", id, done }),
    });
    this.#upload = going;
    const outcome = await going.outcome;
    if (this.#upload === going) this.#upload = null;
    switch (outcome.kind) {
      case "sent":
        this.#vault.token = outcome.token;
        this.#apply(outcome.message);
        break;
      case "refused":
        this.#apply({ type: "local.refused", id, error: outcome.error });
        break;
      case "session":
        this.#vault.token = null;
        this.#line.renew();
        break;
      case "later":
        this.#pausedUntil = Date.now() + outcome.seconds * 1000;
        this.#apply({ type: "local.waits", id });
        clearTimeout(this.#notice);
        this.#notice = setTimeout(
          () => this.#apply({ type: "local.notice_over" }),
          outcome.seconds * 1000,
        );
    }
  }
}

function frameOf(item: Outgoing): ClientFrame {
  switch (item.kind) {
    case "message":
      return item.leaves
        ? { type: "leave_queue", id: item.id, message: item.text }
        : { type: "message", id: item.id, text: item.text };
    case "leave":
      return { type: "leave_queue", id: item.id };
    case "escalate":
      return { type: "escalate", id: item.id };
    case "rating":
      return { type: "rating", id: item.id, score: item.score, comment: item.comment };
    case "thumb":
      return { type: "thumb", id: item.id, of: item.of, up: item.up };
  }
}

/** 128 random bits. `crypto.randomUUID` exists only on secure pages, and shops exist on others. */
function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
