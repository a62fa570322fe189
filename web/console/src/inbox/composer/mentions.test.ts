import { expect, test } from "vitest";
import { handleOf, mentioned } from "./mentions";

const BIA = { id: "1", name: "Bia Souza" };
const ANA = { id: "2", name: "Ana" };
const JOAO = { id: "3", name: "João D’Ávila" };
const ALL = [BIA, ANA, JOAO];

test("whoever the text names is named, whether picked or typed", () => {
  for (const person of ALL)
    expect(mentioned(`veja isto, ${handleOf(person.name)}.`, ALL)).toEqual([person.id]);
  expect(mentioned("@ana e @biasouza, podem ver?", ALL)).toEqual(["1", "2"]);
});

test("a name that was taken out again is not named, nor half of one, nor an e-mail address", () => {
  expect(mentioned("@ pode ver?", ALL)).toEqual([]);
  expect(mentioned("@Bia", ALL)).toEqual([]);
  expect(mentioned("escreva para contato@ana", ALL)).toEqual([]);
});
