/** What survives a reload: the session's token, how far the customer has read, and what is not sent yet. */
import type { Outgoing } from "./state";

/** The part of `Storage` that is used, so that a blocked one can be replaced. */
export interface Keep {
  keys(): string[];
  get(key: string): string | null;
  set(key: string, value: string): void;
  remove(key: string): void;
}

/** The browser's storage; memory where it is blocked or full, so that the chat still works in this page. */
export function browserStorage(pick: () => Storage = () => localStorage): Keep {
  const spare = new Map<string, string>();
  function attempt<T>(use: (storage: Storage) => T, otherwise: T): T {
    try {
      return use(pick());
    } catch {
      return otherwise;
    }
  }
  return {
    keys: () => [...new Set([...attempt((storage) => Object.keys(storage), []), ...spare.keys()])],
    get: (key) => spare.get(key) ?? attempt((storage) => storage.getItem(key), null),
    set: (key, value) => {
      spare.delete(key);
      const kept = attempt((storage) => {
        storage.setItem(key, value);
        return true;
      }, false);
      if (!kept) spare.set(key, value);
    },
    remove: (key) => {
      spare.delete(key);
      attempt((storage) => storage.removeItem(key), undefined);
    },
  };
}

/** One conversation's things in a `Keep`, apart from those of other servers. */
export class Vault {
  readonly #keep: Keep;
  readonly #prefix: string;

  constructor(keep: Keep, server: string) {
    this.#keep = keep;
    this.#prefix = `prosa:${server}:`;
  }

  get token(): string | null {
    return this.#keep.get(`${this.#prefix}session`);
  }

  set token(token: string | null) {
    if (token === null) this.#keep.remove(`${this.#prefix}session`);
    else this.#keep.set(`${this.#prefix}session`, token);
  }

  /** How far this conversation has been read, -1 for another or none. */
  readOf(conversation: string): number {
    const [whose, offset] = this.#keep.get(`${this.#prefix}read`)?.split(" ") ?? [];
    return whose === conversation ? Number(offset) : -1;
  }

  setRead(conversation: string, offset: number): void {
    this.#keep.set(`${this.#prefix}read`, `${conversation} ${offset}`);
  }

  /** Up to which message the visitor has closed what was shown above the button, -1 for none. */
  teaserOf(conversation: string): number {
    const [whose, offset] = this.#keep.get(`${this.#prefix}teaser`)?.split(" ") ?? [];
    return whose === conversation ? Number(offset) : -1;
  }

  setTeaser(conversation: string, offset: number): void {
    this.#keep.set(`${this.#prefix}teaser`, `${conversation} ${offset}`);
  }

  /** What is not sent yet, in order. Each has a key of its own, so that two tabs do not overwrite each other. */
  outbox(): Outgoing[] {
    const prefix = `${this.#prefix}outbox:`;
    return this.#keep
      .keys()
      .filter((key) => key.startsWith(prefix))
      .flatMap((key) => restore(this.#keep.get(key)))
      .sort((a, b) => a.at - b.at);
  }

  store(item: Outgoing): void {
    this.#keep.set(`${this.#prefix}outbox:${item.id}`, JSON.stringify(item));
  }

  drop(id: string): void {
    this.#keep.remove(`${this.#prefix}outbox:${id}`);
  }
}

function restore(text: string | null): Outgoing[] {
  try {
    const item = JSON.parse(text ?? "null") as Partial<Outgoing> | null;
    if (typeof item?.id !== "string" || typeof item.at !== "number") return [];
    if (item.kind === "message" && typeof item.text !== "string") return [];
    if (!["message", "escalate", "leave", "rating", "thumb"].includes(item.kind ?? "")) return [];
    return [{ ...item, delivery: "waiting" } as Outgoing];
  } catch {
    return [];
  }
}
