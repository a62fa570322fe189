/** What an agent has sent and the server has not confirmed: kept by the browser, sent again under the same id. */
import { browserStorage, type Keep } from "@prosa/shared";

export interface Unsent {
  /** Sent along: twice the same is stored once. */
  id: string;
  conversation: string;
  kind: "reply" | "note";
  text: string;
  /** People mentioned in a note. */
  mentions: readonly string[];
  /** Ids of files that are with the server already. */
  files: readonly string[];
  /** Milliseconds since 1970: the order of sending. */
  at: number;
  /** The last offset known when it was written. */
  after: number;
  state: "sending" | "waiting" | "failed";
  /** Why it was refused: the API's code and its words for people. */
  code?: string;
  error?: string;
}

const PREFIX = "prosa.console.unsent:";

/** The unsent of all conversations, in order, as a browser keeps them. */
export class Kept {
  readonly #keep: Keep;

  constructor(keep: Keep = browserStorage()) {
    this.#keep = keep;
  }

  of(conversation: string): Unsent[] {
    return this.all().filter((item) => item.conversation === conversation);
  }

  all(): Unsent[] {
    return this.#keep
      .keys()
      .filter((key) => key.startsWith(PREFIX))
      .flatMap((key) => restored(this.#keep.get(key)))
      .sort((a, b) => a.at - b.at);
  }

  store(item: Unsent): void {
    this.#keep.set(PREFIX + item.id, JSON.stringify(item));
  }

  drop(id: string): void {
    this.#keep.remove(PREFIX + id);
  }
}

function restored(text: string | null): Unsent[] {
  try {
    const item = JSON.parse(text ?? "null") as Partial<Unsent> | null;
    const whole =
      typeof item?.id === "string" &&
      typeof item.conversation === "string" &&
      typeof item.text === "string" &&
      typeof item.at === "number" &&
      (item.kind === "reply" || item.kind === "note");
    if (!whole) return [];
    const state = item.state === "failed" ? "failed" : "waiting";
    return [{ mentions: [], files: [], after: -1, ...item, state } as Unsent];
  } catch {
    return [];
  }
}
