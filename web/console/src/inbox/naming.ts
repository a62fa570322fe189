/** How people and channels are called where they have no name, and how a name looks small. */
import type { Locale } from "../locale";
import type { Row } from "./types";

/** The customer's name; for somebody unknown, something that stays the same. */
export function customerName(row: Row, locale: Locale): string {
  const name = row.customer_name?.trim();
  return name || locale.t("inbox.visitor", { code: row.id.slice(0, 4).toUpperCase() });
}

/** "MS" for Maria Souza. */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/).filter(Boolean);
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined];
  return letters
    .map((word) => Array.from(word ?? "")[0] ?? "")
    .join("")
    .toUpperCase();
}

const COLORS = ["teal", "indigo", "grape", "orange", "cyan", "pink", "lime", "blue"] as const;

/** The same for the same name, so that people are told apart at a glance. */
export function colorOf(name: string): string {
  let sum = 0;
  for (const letter of name) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) >>> 0;
  return COLORS[sum % COLORS.length] ?? "teal";
}

export function channelName(channel: string, locale: Locale): string {
  return locale.maybe(`inbox.channel.${channel}`) ?? channel;
}
