/** What is written and not sent, kept per conversation in this browser. */
import { browserStorage, type Keep } from "@prosa/shared";

export type Kind = "reply" | "note";

const PREFIX = "prosa.console.draft:";
/** So that drafts of conversations long gone do not fill the browser's room. */
const MOST = 200;

export class Drafts {
  readonly #keep: Keep;

  constructor(keep: Keep = browserStorage()) {
    this.#keep = keep;
  }

  of(conversation: string, kind: Kind): string {
    return read(this.#keep.get(key(conversation, kind))).text;
  }

  /** An empty one is forgotten. */
  set(conversation: string, kind: Kind, text: string): void {
    if (text.trim() === "") {
      this.#keep.remove(key(conversation, kind));
      return;
    }
    this.#keep.set(key(conversation, kind), JSON.stringify({ text, at: Date.now() }));
    this.#tidy();
  }

  #tidy(): void {
    const kept = this.#keep.keys().filter((one) => one.startsWith(PREFIX));
    if (kept.length <= MOST) return;
    const oldest = kept
      .map((one) => ({ one, at: read(this.#keep.get(one)).at }))
      .sort((a, b) => a.at - b.at);
    for (const { one } of oldest.slice(0, kept.length - MOST)) this.#keep.remove(one);
  }
}

function key(conversation: string, kind: Kind): string {
  return `${PREFIX}${conversation}:${kind}`;
}

function read(kept: string | null): { text: string; at: number } {
  try {
    const draft: unknown = JSON.parse(kept ?? "null");
    if (typeof draft !== "object" || draft === null) return { text: "", at: 0 };
    const text = "text" in draft && typeof draft.text === "string" ? draft.text : "";
    return { text, at: "at" in draft && typeof draft.at === "number" ? draft.at : 0 };
  } catch {
    return { text: "", at: 0 };
  }
}
