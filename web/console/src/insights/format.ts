/** Figures as people read them. Nothing to tell is a dash. */
import type { Locale } from "../locale";

export type Unit = "count" | "share" | "seconds" | "milliseconds" | "stars";

export const NOTHING = "–";

export function told(locale: Locale, value: number | null, unit: Unit): string {
  if (value === null) return NOTHING;
  switch (unit) {
    case "count":
      return locale.number(Math.round(value));
    case "share":
      return new Intl.NumberFormat(locale.name, {
        style: "percent",
        maximumFractionDigits: 0,
      }).format(value);
    case "seconds":
      return locale.wait(value);
    case "milliseconds":
      return value < 1000
        ? `${locale.number(Math.round(value))} ms`
        : `${decimal(locale, value / 1000)} s`;
    case "stars":
      return decimal(locale, value);
  }
}

/** The moment at which a step of a series begins, by the company's clock. */
export function moment(locale: Locale, since: string, step: "hour" | "day", zone: string): string {
  const format: Intl.DateTimeFormatOptions =
    step === "hour"
      ? { hour: "2-digit", minute: "2-digit", day: "2-digit", month: "2-digit" }
      : { day: "2-digit", month: "short" };
  return new Intl.DateTimeFormat(locale.name, { ...format, timeZone: zone }).format(
    Date.parse(since),
  );
}

function decimal(locale: Locale, value: number): string {
  return new Intl.NumberFormat(locale.name, {
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
  }).format(value);
}
