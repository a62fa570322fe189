/** Emojis with their names in the person's language, loaded when first asked for. */
import type { LocaleName } from "@prosa/shared";
import { plain } from "./picking";

export interface Emoji {
  emoji: string;
  label: string;
  /** What it is searched by, without accents. */
  words: string;
  group: number;
}

interface Compact {
  unicode: string;
  label: string;
  tags?: readonly string[];
  group?: number;
  order?: number;
}

const loaded = new Map<LocaleName, Promise<readonly Emoji[]>>();

export function emojis(locale: LocaleName): Promise<readonly Emoji[]> {
  const known = loaded.get(locale) ?? load(locale);
  loaded.set(locale, known);
  known.catch(() => loaded.delete(locale));
  return known;
}

async function load(locale: LocaleName): Promise<readonly Emoji[]> {
  const { default: all } =
    locale === "en"
      ? await import("emojibase-data/en/compact.json")
      : await import("emojibase-data/pt/compact.json");
  return ordered(all as readonly Compact[]);
}

/** Those with a group: the others are parts of flags and skins. */
export function ordered(all: readonly Compact[]): Emoji[] {
  return all
    .flatMap(({ unicode, label, tags = [], group, order = 0 }) =>
      group === undefined || group === 2
        ? []
        : [{ emoji: unicode, label, words: plain([label, ...tags].join(" ")), group, order }],
    )
    .sort((a, b) => a.order - b.order)
    .map(({ order: _order, ...emoji }) => emoji);
}

/** Those that every word fits. */
export function found(all: readonly Emoji[], query: string): readonly Emoji[] {
  const words = plain(query).split(/\s+/).filter(Boolean);
  return words.length === 0
    ? all
    : all.filter((emoji) => words.every((word) => emoji.words.includes(word)));
}
