import fc from "fast-check";
import { expect, test } from "vitest";
import type { Reply } from "./api";
import { inserted, matching, piecesOf } from "./variables";

const reply = (shortcut: string, title: string, template: string) =>
  ({ shortcut, title, template }) as Reply;

test("a text is words, variables by either name, and what nothing stands for", () => {
  expect(piecesOf("Oi {{ primeiro_nome }}, {{order}} e {{nada}}!")).toEqual([
    { kind: "words", text: "Oi " },
    { kind: "variable", name: "primeiro_nome" },
    { kind: "words", text: ", " },
    { kind: "variable", name: "pedido" },
    { kind: "words", text: " e " },
    { kind: "unknown", text: "{{nada}}" },
    { kind: "words", text: "!" },
  ]);
});

test("a name of JavaScript's own is no variable", () => {
  expect(piecesOf("{{constructor}}")).toEqual([{ kind: "unknown", text: "{{constructor}}" }]);
});

test("no words are lost, whatever was written", () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const pieces = piecesOf(text);
      if (pieces.some(({ kind }) => kind === "variable")) return;
      expect(pieces.map((piece) => ("text" in piece ? piece.text : "")).join("")).toBe(text);
    }),
  );
});

test("a variable goes where the caret is", () => {
  expect(inserted("Oi !", 3, 3, "nome")).toEqual({ text: "Oi {{nome}}!", caret: 11 });
  expect(inserted("Oi fulano!", 3, 9, "nome").text).toBe("Oi {{nome}}!");
});

test("replies are found by any of their words, without accents", () => {
  const replies = [
    reply("ola", "Saudação", "Olá, {{primeiro_nome}}!"),
    reply("troca", "Como trocar", "O prazo é de 7 dias."),
  ];
  expect(matching(replies, "saudacao ola")).toEqual([replies[0]]);
  expect(matching(replies, "/troca")).toEqual([replies[1]]);
  expect(matching(replies, " ")).toEqual(replies);
  expect(matching(replies, "saudação prazo")).toEqual([]);
});
