/** Sends what agents write, in order, each once; what cannot be sent now is tried again. */
import { Store } from "@prosa/shared";
import { Refusal } from "../../api/client";
import type { LogEvent } from "../types";
import { Kept, type Unsent } from "./unsent";

const FIRST_MS = 1_000;
const LONGEST_MS = 15_000;

export type Send = (item: Unsent, force: boolean) => Promise<LogEvent>;

/** One for the whole console: conversations are sent side by side, each in its order. */
export class Outbox {
  readonly #send: Send;
  readonly #kept: Kept;
  readonly #accepted: (conversation: string, event: LogEvent) => void;
  readonly #busy = new Set<string>();
  readonly #tries = new Map<string, number>();
  readonly #timers = new Map<string, ReturnType<typeof setTimeout>>();
  readonly store: Store<readonly Unsent[]>;

  constructor(
    send: Send,
    accepted: (conversation: string, event: LogEvent) => void,
    kept: Kept = new Kept(),
  ) {
    this.#send = send;
    this.#accepted = accepted;
    this.#kept = kept;
    this.store = new Store<readonly Unsent[]>(kept.all());
  }

  /** Sends what an earlier page left. */
  wake(): void {
    for (const conversation of new Set(this.store.get().map((item) => item.conversation)))
      void this.#drain(conversation);
  }

  add(item: Omit<Unsent, "id" | "at" | "state">): void {
    const before = this.store.get().at(-1)?.at ?? 0;
    const whole: Unsent = {
      ...item,
      id: crypto.randomUUID(),
      at: Math.max(Date.now(), before + 1),
      state: "sending",
    };
    this.#kept.store(whole);
    this.store.set([...this.store.get(), whole]);
    void this.#drain(item.conversation);
  }

  /** Tries one that was refused once more. `force`: although somebody else is writing. */
  retry(id: string, force = false): void {
    const item = this.store.get().find((one) => one.id === id);
    if (item === undefined) return;
    this.#change(id, { state: "waiting" });
    void this.#drain(item.conversation, force ? id : null);
  }

  /** Gives up on one. Returns it, so that its text can be taken up again. */
  discard(id: string): Unsent | null {
    const item = this.store.get().find((one) => one.id === id) ?? null;
    this.#drop(id);
    return item;
  }

  async #drain(conversation: string, forced: string | null = null): Promise<void> {
    if (this.#busy.has(conversation)) return;
    clearTimeout(this.#timers.get(conversation));
    this.#busy.add(conversation);
    try {
      for (;;) {
        const item = this.#next(conversation);
        if (item === undefined) return;
        if (!(await this.#try(item, item.id === forced))) return;
      }
    } finally {
      this.#busy.delete(conversation);
    }
  }

  #next(conversation: string): Unsent | undefined {
    return this.store
      .get()
      .find((item) => item.conversation === conversation && item.state !== "failed");
  }

  /** False when there is no use in going on now. */
  async #try(item: Unsent, force: boolean): Promise<boolean> {
    this.#change(item.id, { state: "sending" });
    try {
      const event = await this.#send(item, force);
      this.#tries.delete(item.conversation);
      this.#accepted(item.conversation, event);
      this.#drop(item.id);
      return true;
    } catch (error) {
      if (error instanceof Refusal && definite(error)) {
        this.#change(item.id, { state: "failed", code: error.code, error: error.message });
        return true;
      }
      this.#change(item.id, { state: "waiting" });
      this.#later(item.conversation);
      return false;
    }
  }

  #later(conversation: string): void {
    const tries = this.#tries.get(conversation) ?? 0;
    this.#tries.set(conversation, tries + 1);
    const delay = Math.min(LONGEST_MS, FIRST_MS * 2 ** tries);
    this.#timers.set(
      conversation,
      setTimeout(() => void this.#drain(conversation), delay),
    );
  }

  #change(id: string, change: Partial<Unsent>): void {
    this.store.set(
      this.store.get().map((item) => {
        if (item.id !== id) return item;
        const { code: _code, error: _error, ...rest } = item;
        const changed: Unsent = { ...rest, ...change };
        this.#kept.store(changed);
        return changed;
      }),
    );
  }

  #drop(id: string): void {
    this.#kept.drop(id);
    this.store.set(this.store.get().filter((item) => item.id !== id));
  }
}

/** Whether sending it again would be refused again. */
function definite({ status }: Refusal): boolean {
  return status >= 400 && status < 500 && status !== 401 && status !== 408 && status !== 429;
}
