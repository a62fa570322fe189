/** What is being looked up while one writes: `/` canned replies, `@` colleagues, `#` articles. Pure. */

export type Trigger = "/" | "@" | "#";

export interface Picking {
  trigger: Trigger;
  /** What was typed after it. */
  query: string;
  /** The stretch of the text that a pick replaces. */
  from: number;
  to: number;
}

const PATTERN = /(?:^|\s)([/@#])([\p{L}\p{N}_.-]{0,40})$/u;

/** What is looked up with the caret there; null: nothing. Colleagues are only named in notes. */
export function pickingAt(text: string, caret: number, kind: "reply" | "note"): Picking | null {
  const found = PATTERN.exec(text.slice(0, caret));
  if (found === null) return null;
  const [, trigger, query = ""] = found as unknown as [string, Trigger, string];
  if (trigger === "@" && kind === "reply") return null;
  if (trigger === "/" && kind === "note") return null;
  return { trigger, query, from: caret - query.length - 1, to: caret };
}

/** The text with this in place of what was typed, and where the caret goes. */
export function picked(text: string, { from, to }: Picking, insert: string): [string, number] {
  const rest = text.slice(to);
  const space = rest === "" || /^\s/.test(rest) ? "" : " ";
  return [text.slice(0, from) + insert + space + rest, from + insert.length + space.length];
}

/** Without accents and capitals. */
export function plain(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

/** Those that fit the words, best first: what begins so, then what holds it. */
export function fitting<T>(
  all: readonly T[],
  query: string,
  texts: (one: T) => readonly string[],
  most = 8,
): T[] {
  const wanted = plain(query);
  if (wanted === "") return all.slice(0, most);
  const ranked = all.flatMap((one) => {
    const rank = Math.min(...texts(one).map((text, index) => rankOf(plain(text), wanted) + index));
    return Number.isFinite(rank) ? [{ one, rank }] : [];
  });
  return ranked
    .sort((a, b) => a.rank - b.rank)
    .slice(0, most)
    .map(({ one }) => one);
}

function rankOf(text: string, wanted: string): number {
  if (text.startsWith(wanted)) return 0;
  if (text.split(/[\s_.-]+/).some((word) => word.startsWith(wanted))) return 10;
  return text.includes(wanted) ? 20 : Number.POSITIVE_INFINITY;
}
