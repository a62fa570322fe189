/**
 * The one live connection of this page: it comes back by itself, and what was being read goes on where it stopped.
 *
 * Events of an open conversation may come twice after a cut; their offsets tell.
 */
import { type Connection, Line, Store } from "@prosa/shared";
import { SUBPROTOCOL } from "@prosa/shared/agent";
import {
  type AgentFrame,
  type Counts,
  decode,
  type LiveFrame,
  type LiveFrameOf,
  type Viewer,
} from "./frames";

type Kind = LiveFrame["type"];
type Listener<K extends Kind> = (frame: LiveFrameOf<K>) => void;

/** A conversation that somebody on this page reads. */
interface Reading {
  readers: number;
  /** Events after this one have not come yet. */
  after: number;
}

/** Until the server says otherwise. */
const HEARTBEAT_SECONDS = 25;
const NOBODY: readonly Viewer[] = [];

export class Live {
  readonly connection = new Store<Connection>("idle");
  readonly counts = new Store<Counts | null>(null);
  readonly #viewers = new Map<string, Store<readonly Viewer[]>>();
  readonly #readings = new Map<string, Reading>();
  readonly #listeners = new Map<Kind, Set<(frame: LiveFrame) => void>>();
  readonly #line: Line<{ server: LiveFrame; client: AgentFrame }>;
  readonly #signedOut = new Set<() => void>();

  constructor(url: string) {
    this.#line = new Line({
      url,
      protocols: () => [SUBPROTOCOL],
      decode,
      heartbeatSeconds: (frame) =>
        frame.type === "connected" ? (frame.heartbeat_seconds ?? HEARTBEAT_SECONDS) : null,
      ping: { type: "ping" },
      forgetToken: () => {
        for (const told of this.#signedOut) told();
      },
      onFrame: (frame) => this.#received(frame),
      onConnection: (connection) => this.connection.set(connection),
      onTooBig: () => {},
    });
  }

  start(): void {
    this.#line.start();
  }

  stop(): void {
    this.#line.stop();
    this.counts.set(null);
    for (const viewers of this.#viewers.values()) viewers.set(NOBODY);
  }

  /** Calls back when the server says that nobody is signed in any more. Returns what ends it. */
  onSignedOut(told: () => void): () => void {
    this.#signedOut.add(told);
    return () => this.#signedOut.delete(told);
  }

  /** Calls back with each frame of a kind. Returns what ends it. */
  subscribe<K extends Kind>(kind: K, listener: Listener<K>): () => void {
    const listeners = this.#listeners.get(kind) ?? new Set();
    this.#listeners.set(kind, listeners);
    const heard = listener as (frame: LiveFrame) => void;
    listeners.add(heard);
    return () => listeners.delete(heard);
  }

  /** Follow a conversation from after this offset (-1: from its beginning). Each `open` wants its `close`. */
  open(conversation: string, after: number): void {
    const reading = this.#readings.get(conversation);
    if (reading === undefined) this.#readings.set(conversation, { readers: 1, after });
    else {
      reading.readers += 1;
      if (after >= reading.after) return;
      reading.after = after;
    }
    this.send({ type: "open", conversation, after });
  }

  close(conversation: string): void {
    const reading = this.#readings.get(conversation);
    if (reading === undefined) return;
    reading.readers -= 1;
    if (reading.readers > 0) return;
    this.#readings.delete(conversation);
    this.viewers(conversation).set(NOBODY);
    this.send({ type: "close", conversation });
  }

  /** Who looks at a conversation that is open here. */
  viewers(conversation: string): Store<readonly Viewer[]> {
    const known = this.#viewers.get(conversation);
    if (known !== undefined) return known;
    const viewers = new Store<readonly Viewer[]>(NOBODY);
    this.#viewers.set(conversation, viewers);
    return viewers;
  }

  /** False when there is no connection: nothing is kept for later. */
  send(frame: AgentFrame): boolean {
    return this.#line.send(frame);
  }

  #received(frame: LiveFrame): void {
    switch (frame.type) {
      case "connected":
        for (const [conversation, { after }] of this.#readings)
          this.send({ type: "open", conversation, after });
        break;
      case "counts":
        this.counts.set(frame.counts);
        break;
      case "events":
        this.#read(frame);
        break;
      case "viewers":
        this.viewers(frame.conversation).set(frame.viewers);
        break;
    }
    for (const listener of [...(this.#listeners.get(frame.type) ?? [])]) listener(frame);
  }

  #read({ conversation, events }: LiveFrameOf<"events">): void {
    const reading = this.#readings.get(conversation);
    if (reading === undefined) return;
    reading.after = events.reduce((after, { offset }) => Math.max(after, offset), reading.after);
  }
}

function address(): string {
  const url = new URL("/ws/agent", location.href);
  url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
  return url.href;
}

/** The connection of this page. It starts when somebody is signed in. */
export const live = new Live(address());
