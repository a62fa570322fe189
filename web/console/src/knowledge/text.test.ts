import { afterEach, expect, test } from "vitest";
import { BLANK, forget, keep, kept, same, sent } from "./text";

afterEach(() => localStorage.clear());

test("unsaved work is found again, and gone once it is forgotten", () => {
  const text = { ...BLANK, title: "Frete", questions: ["quanto é o frete?"] };
  expect(keep("frete", { text, basedOn: 3 })).toBe(true);
  expect(kept("frete")).toEqual({ text, basedOn: 3 });
  expect(kept("trocas")).toBeNull();
  forget("frete");
  expect(kept("frete")).toBeNull();
});

test.each(["{", "null", "[]", '{"text":1}', '{"text":{"title":2}}', '{"text":{"tags":[1]}}'])(
  "what is not ours is passed over: %s",
  (found) => {
    localStorage.setItem("prosa.console.article.frete", found);
    expect(kept("frete")).toBeNull();
  },
);

test("work kept by an older console has the fields that it did not know", () => {
  localStorage.setItem("prosa.console.article.a", '{"text":{"title":"Frete"},"basedOn":null}');
  expect(kept("a")?.text).toEqual({ ...BLANK, title: "Frete" });
});

test("what is empty is sent as nothing", () => {
  const text = sent({ ...BLANK, title: "  Frete ", link: " " });
  expect(text).toMatchObject({ title: "Frete", link: null, valid_from: null, valid_until: null });
});

test("texts are the same when all of their fields are", () => {
  expect(same(BLANK, { ...BLANK })).toBe(true);
  expect(same(BLANK, { ...BLANK, tags: ["a"] })).toBe(false);
});
