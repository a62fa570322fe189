/** Which days a report is about. Days are those of the calendar on the wall, `2026-03-12`. */

export interface Days {
  from: string;
  to: string;
}

export type Step = "hour" | "day";
export const SPANS = ["1", "7", "30", "90"] as const;
export type Span = (typeof SPANS)[number];

/** Longest period that is told hour by hour. */
const HOURLY_DAYS = 2;
export const MAX_DAYS = 366;

/** The last so many days, today among them. */
export function lastDays(span: Span, now: Date): Days {
  const first = new Date(now);
  first.setDate(first.getDate() - (Number(span) - 1));
  return { from: dayOf(first), to: dayOf(now) };
}

/** How finely these days are shown. */
export function stepOf(days: Days): Step {
  return countOf(days) <= HOURLY_DAYS ? "hour" : "day";
}

/** How many days these are; not a number when one of them is no day. */
export function countOf({ from, to }: Days): number {
  return Math.round((Date.parse(`${to}T12:00Z`) - Date.parse(`${from}T12:00Z`)) / 86_400_000) + 1;
}

/** Whether the API has an answer for them. */
export function makesSense(days: Days): boolean {
  const count = countOf(days);
  return count >= 1 && count <= MAX_DAYS;
}

function dayOf(moment: Date): string {
  const parts = [moment.getFullYear(), moment.getMonth() + 1, moment.getDate()];
  return parts.map((part) => String(part).padStart(2, "0")).join("-");
}
