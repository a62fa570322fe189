import { describe, expect, test } from "vitest";
import { Locale, localeNamed } from ".";
import { en } from "./en";
import { ptBR } from "./pt-BR";

const pt = new Locale("pt-BR");
const holes = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(([hole]) => hole).sort();

test("every locale fills the same holes", () => {
  for (const key of Object.keys(ptBR) as (keyof typeof ptBR)[]) {
    expect([key, ...holes(en[key])]).toEqual([key, ...holes(ptBR[key])]);
  }
});

test("a language is chosen by its tag, Portuguese when there is none", () => {
  expect(["en", "en-US", "pt", "fr", "", null].map(localeNamed)).toEqual([
    "en",
    "en",
    "pt-BR",
    "pt-BR",
    "pt-BR",
    "pt-BR",
  ]);
});

describe("in Brazilian Portuguese", () => {
  test("prices are in reais", () => {
    expect(pt.money(1899.9).replace(/\s/g, " ")).toBe("R$ 1.899,90");
  });

  test("one is one, and the rest are many", () => {
    expect([1, 2].map((stars) => pt.count("rating.star", stars))).toEqual([
      "1 estrela",
      "2 estrelas",
    ]);
  });

  test.each([
    [0, "0 s"],
    [45.2, "46 s"],
    [90, "2 min"],
    [480, "8 min"],
    [3600, "1 h"],
    [5400, "1 h 30 min"],
  ])("a wait of %d seconds is %s", (seconds, text) => {
    expect(pt.wait(seconds)).toBe(text);
  });

  test("days are called today, yesterday, and then by date", () => {
    const now = new Date(2026, 2, 10, 9).getTime();
    const days = [new Date(2026, 2, 10, 1), new Date(2026, 2, 9, 23), new Date(2026, 2, 1)];
    expect(days.map((day) => pt.day(day.getTime(), now))).toEqual(["Hoje", "Ontem", "1 de março"]);
  });

  test("a time that is none shows as it came, or not at all", () => {
    expect([
      pt.time(Number.NaN),
      pt.day(Number.NaN, 0),
      pt.date("logo"),
      pt.moment("logo"),
    ]).toEqual(["", "", "logo", "logo"]);
  });
});
