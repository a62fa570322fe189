/** A week of opening hours, as one changes it. */
import { type Hours, type Opening, type Outside, WEEKDAYS, type Weekday } from "./api";

const USUAL: Opening = { opens: "09:00", closes: "18:00" };
const DAY_MINUTES = 24 * 60;

/** `08:00:00` as `08:00`. */
export function toMinute(time: string): string {
  return time.slice(0, 5);
}

/** Minutes since midnight; null for what is no time. */
export function minutesOf(time: string): number | null {
  const [, hour, minute] = /^(\d{1,2}):(\d{2})/.exec(time) ?? [];
  return hour === undefined || minute === undefined ? null : Number(hour) * 60 + Number(minute);
}

/** As the fields of a form show them, and as the server takes them. */
export function trimmed(hours: Hours): Hours {
  const days = Object.entries(hours.days).map(([day, { opens, closes }]) => [
    day,
    { opens: toMinute(opens), closes: toMinute(closes) },
  ]);
  return { ...hours, days: Object.fromEntries(days), closed_on: [...hours.closed_on].sort() };
}

export function isAlwaysOpen({ days }: Hours): boolean {
  return Object.keys(days).length === 0;
}

/** Days without hours mean "always", so opening by the clock begins with the usual ones. */
export function usualWeek(): Hours["days"] {
  return Object.fromEntries(WEEKDAYS.slice(0, 5).map((day) => [day, USUAL]));
}

/** Opens a day, like the one before it that is open. */
export function withDay({ days }: Hours, day: Weekday): Hours["days"] {
  const before = WEEKDAYS.slice(0, WEEKDAYS.indexOf(day)).findLast((one) => days[one]);
  return { ...days, [day]: (before === undefined ? undefined : days[before]) ?? USUAL };
}

export function withoutDay({ days }: Hours, day: Weekday): Hours["days"] {
  const { [day]: _closed, ...rest } = days;
  return rest;
}

/** The first open day's hours for all days that are open. */
export function evened({ days }: Hours): Hours["days"] {
  const first = WEEKDAYS.map((day) => days[day]).find((opening) => opening !== undefined);
  if (first === undefined) return days;
  return Object.fromEntries(Object.keys(days).map((day) => [day, first]));
}

/** Days that close before they open, which the server would refuse. */
export function wrongDays({ days }: Hours): Weekday[] {
  return WEEKDAYS.filter((day) => {
    const opening = days[day];
    if (opening === undefined) return false;
    const [opens, closes] = [minutesOf(opening.opens), minutesOf(opening.closes)];
    return opens === null || closes === null || closes <= opens;
  });
}

const VARIABLE = /\{\{\s*([^{}]*?)\s*\}\}/g;
const KNOWN = new Set(["volta", "posicao", "chamado"]);

/** Whether the server would refuse what the bot is to say. */
export function isWanting({ does, says }: Outside): boolean {
  if (does === "bot" && says.trim() === "") return true;
  return [...says.matchAll(VARIABLE)].some(([, name = ""]) => !KNOWN.has(name));
}

/** Where an opening lies in its day, in hundredths. */
export function stretch({ opens, closes }: Opening): { from: number; length: number } {
  const [from, to] = [minutesOf(opens) ?? 0, minutesOf(closes) ?? 0];
  return { from: (from / DAY_MINUTES) * 100, length: (Math.max(0, to - from) / DAY_MINUTES) * 100 };
}
