/** Texts of an application in one language, and numbers, money and times as people of that language write them. */

type Params = Record<string, string | number>;
/** Texts that change with a count exist as `key.one` and `key.other`. */
export type Counted<Key> = Key extends `${infer Base}.one` ? Base : never;
export const LOCALE_NAMES = ["pt-BR", "en"] as const;
export type LocaleName = (typeof LOCALE_NAMES)[number];

/** The locale that this tag asks for ("en-GB" is answered by en), else Brazilian Portuguese. */
export function localeNamed(tag: string | null | undefined): LocaleName {
  return tag?.toLowerCase().split("-")[0] === "en" ? "en" : "pt-BR";
}

export class Locale<Key extends string> {
  readonly name: LocaleName;
  readonly #texts: Record<Key, string>;
  readonly #plural: Intl.PluralRules;
  readonly #number: Intl.NumberFormat;
  readonly #money: Intl.NumberFormat;
  readonly #time: Intl.DateTimeFormat;
  readonly #date: Intl.DateTimeFormat;
  readonly #moment: Intl.DateTimeFormat;

  constructor(name: LocaleName, texts: Record<Key, string>) {
    this.name = name;
    this.#texts = texts;
    this.#plural = new Intl.PluralRules(name);
    this.#number = new Intl.NumberFormat(name);
    this.#money = new Intl.NumberFormat(name, { style: "currency", currency: "BRL" });
    this.#time = new Intl.DateTimeFormat(name, { hour: "2-digit", minute: "2-digit" });
    this.#date = new Intl.DateTimeFormat(name, { day: "numeric", month: "long" });
    this.#moment = new Intl.DateTimeFormat(name, {
      weekday: "short",
      day: "numeric",
      month: "short",
      hour: "2-digit",
      minute: "2-digit",
    });
  }

  readonly t = (key: Key, params: Params = {}): string =>
    this.#texts[key].replace(/\{(\w+)\}/g, (hole, name: string) => String(params[name] ?? hole));

  /** The text for what only the data knows; null when there is none. */
  readonly maybe = (key: string): string | null =>
    Object.hasOwn(this.#texts, key) ? this.t(key as Key) : null;

  /** The text for so many of something. */
  readonly count = (key: Counted<Key>, count: number): string => {
    const one = this.#plural.select(count) === "one";
    return this.t(`${key}.${one ? "one" : "other"}` as Key, { count: this.number(count) });
  };

  number(value: number): string {
    return this.#number.format(value);
  }

  /** A price in reais. */
  money(reais: number): string {
    return this.#money.format(reais);
  }

  time(at: number): string {
    return Number.isFinite(at) ? this.#time.format(at) : "";
  }

  /** "Hoje", "Ontem", or the date. */
  day(at: number, now: number): string {
    if (!Number.isFinite(at)) return "";
    const days = Math.round((midnight(now) - midnight(at)) / 86_400_000);
    if (days === 0) return this.t("day.today" as Key);
    if (days === 1) return this.t("day.yesterday" as Key);
    return this.#date.format(at);
  }

  /** Day and date, without the hour. */
  date(at: string): string {
    const moment = Date.parse(at);
    return Number.isFinite(moment) ? this.#date.format(moment) : at;
  }

  /** Day, date and hour. */
  moment(at: string): string {
    const moment = Date.parse(at);
    return Number.isFinite(moment) ? this.#moment.format(moment) : at;
  }

  /** A wait as people say it: seconds below a minute and a half, whole minutes, then hours. */
  wait(seconds: number): string {
    if (seconds < 90) return `${Math.max(0, Math.ceil(seconds))} s`;
    const minutes = Math.round(seconds / 60);
    if (minutes < 60) return `${minutes} min`;
    const rest = minutes % 60;
    return rest === 0
      ? `${Math.floor(minutes / 60)} h`
      : `${Math.floor(minutes / 60)} h ${rest} min`;
  }
}

function midnight(at: number): number {
  return new Date(at).setHours(0, 0, 0, 0);
}
