/** How long somebody has waited and when an answer is due, in words. */

/** "agora", "45 s", "3 min", "2 h", "4 d": short, for a list. */
export function short(milliseconds: number, now: string): string {
  const seconds = Math.floor(milliseconds / 1000);
  if (seconds < 5) return now;
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${hours} h` : `${Math.floor(hours / 24)} d`;
}

/** What is due next of a conversation, and when. */
export interface Due {
  what: "first" | "next" | "resolution";
  at: number;
  state: "fine" | "soon" | "late";
}

const SOON_MS = 5 * 60_000;

interface Promised {
  first_response_due?: string | null;
  next_response_due?: string | null;
  resolution_due?: string | null;
}

/** The earliest promise still open; null when nothing was promised. */
export function nextDue(row: Promised, now: number): Due | null {
  const open = (
    [
      ["first", row.first_response_due],
      ["next", row.next_response_due],
      ["resolution", row.resolution_due],
    ] as const
  ).flatMap(([what, at]) => {
    const moment = at == null ? Number.NaN : Date.parse(at);
    return Number.isFinite(moment) ? [{ what, at: moment }] : [];
  });
  const earliest = open.sort((a, b) => a.at - b.at)[0];
  if (earliest === undefined) return null;
  const left = earliest.at - now;
  return { ...earliest, state: left < 0 ? "late" : left < SOON_MS ? "soon" : "fine" };
}
