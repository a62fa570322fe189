import { beforeEach, expect, test } from "vitest";
import { Drafts } from "./drafts";

beforeEach(() => localStorage.clear());

test("each conversation keeps its reply and its note, also in another tab", () => {
  new Drafts().set("c1", "reply", "Olá, ");
  new Drafts().set("c1", "note", "cliente antiga");
  expect(new Drafts().of("c1", "reply")).toBe("Olá, ");
  expect(new Drafts().of("c1", "note")).toBe("cliente antiga");
  expect(new Drafts().of("c2", "reply")).toBe("");
});

test("a sent one is gone", () => {
  const drafts = new Drafts();
  drafts.set("c1", "reply", "Olá");
  drafts.set("c1", "reply", "");
  expect(drafts.of("c1", "reply")).toBe("");
  expect(localStorage.length).toBe(0);
});

test("only the latest are kept, and what others left there is no draft", () => {
  localStorage.setItem("prosa.console.draft:x:reply", "{broken");
  const drafts = new Drafts();
  expect(drafts.of("x", "reply")).toBe("");
  for (let index = 0; index < 230; index += 1) drafts.set(`c${index}`, "note", "n");
  expect(localStorage.length).toBeLessThanOrEqual(200);
  expect(drafts.of("c229", "note")).toBe("n");
});
