/** What a message may be accepted as with one key. */
import type { Item } from "./api";

export const MOST = 3;

export interface Option {
  intent: string;
  /** What the bot thought, 0 to 1; null of what a person suggested. */
  confidence: number | null;
}

/** The suggestion first, then what the bot took it for and the next best; each once. */
export function optionsOf(item: Pick<Item, "suggested" | "understood" | "alternatives">): Option[] {
  const understood = item.understood === null ? [] : [item.understood];
  const scored = [...understood, ...item.alternatives];
  const sureness = new Map(scored.map(({ name, confidence }) => [name, confidence]));
  const names = [...(item.suggested === null ? [] : [item.suggested]), ...sureness.keys()];
  return [...new Set(names)]
    .slice(0, MOST)
    .map((intent) => ({ intent, confidence: sureness.get(intent) ?? null }));
}

/** A name for an intent as bot.yml writes them: "Quero alugar!" → `quero_alugar`. */
export function intentNamed(words: string): string {
  return words
    .normalize("NFD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll(/[^a-z0-9/]+/g, "_")
    .replaceAll(/^[_/]+|[_/]+$/g, "")
    .slice(0, 80);
}
