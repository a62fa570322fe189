/** A conversation's log as this tab holds it: pages from the back, and everything after as it happens. */
import { Store } from "@prosa/shared";
import type { LogEvent } from "../types";
import { EMPTY, firstOffset, type Log, merge, seenThrough } from "./log";

/** The first page shows soon; further ones are read ahead of who scrolls. */
const PAGE = 100;
const FURTHER = 300;

export interface Held {
  readonly log: Log;
  /** Nothing lies before the first event known. */
  readonly whole: boolean;
  readonly loading: boolean;
  /** The first page has come. */
  readonly ready: boolean;
  readonly failed: boolean;
}

export interface Reading {
  /** The last `limit` events before an offset, or of all. */
  before: (conversation: string, offset: number | null, limit: number) => Promise<LogEvent[]>;
  /** What follows an offset. */
  after: (conversation: string, offset: number) => Promise<LogEvent[]>;
}

export class ConversationLog {
  readonly id: string;
  readonly #read: Reading;
  readonly store = new Store<Held>({
    log: EMPTY,
    whole: false,
    loading: false,
    ready: false,
    failed: false,
  });

  constructor(id: string, read: Reading) {
    this.id = id;
    this.#read = read;
  }

  /** The newest page; what came since, when some is there already. */
  async open(): Promise<void> {
    const { ready } = this.store.get();
    await (ready ? this.catchUp() : this.older());
  }

  /** One more page from the back. */
  async older(): Promise<void> {
    const { loading, whole, log } = this.store.get();
    if (loading || whole) return;
    this.#set({ loading: true, failed: false });
    try {
      const before = firstOffset(log);
      const events = await this.#read.before(this.id, before, before === null ? PAGE : FURTHER);
      const merged = merge(this.store.get().log, events);
      const first = firstOffset(merged);
      this.#set({
        log: merged,
        whole: events.length === 0 || first === 0,
        ready: true,
      });
    } catch {
      this.#set({ failed: true });
    } finally {
      this.#set({ loading: false });
    }
  }

  /** Everything missed since. */
  async catchUp(): Promise<void> {
    for (;;) {
      const after = seenThrough(this.store.get().log);
      const events = await this.#read.after(this.id, after);
      this.take(events);
      if (events.length === 0 || seenThrough(this.store.get().log) <= after) return;
    }
  }

  /** Events that came by themselves. */
  take(events: readonly LogEvent[]): void {
    this.#set({ log: merge(this.store.get().log, events) });
  }

  #set(change: Partial<Held>): void {
    const before = this.store.get();
    const changed = Object.entries(change).some(
      ([key, value]) => before[key as keyof Held] !== value,
    );
    if (changed) this.store.set({ ...before, ...change });
  }
}
