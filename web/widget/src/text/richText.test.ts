import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Block, type Inline, parseRichText, safeHref } from "./richText";

const HOME = "https://shop.example";
const inlinesOf = (blocks: Block[]): Inline[] =>
  blocks.flatMap((block) => (block.kind === "list" ? block.items.flat() : block.inlines));
const parse = (text: string) => parseRichText(text, HOME);

describe("the company's text", () => {
  test("has paragraphs and line breaks", () => {
    expect(parse("um\ndois\n\ntrês")).toEqual([
      {
        kind: "paragraph",
        inlines: [{ kind: "text", text: "um" }, { kind: "break" }, { kind: "text", text: "dois" }],
      },
      { kind: "paragraph", inlines: [{ kind: "text", text: "três" }] },
    ]);
  });

  test("has lists with and without numbers", () => {
    const blocks = parse("Faça assim:\n1. abra\n2) toque\n- ou ligue\n* ou escreva");
    expect(
      blocks.map((block) => (block.kind === "list" ? [block.ordered, block.items.length] : "p")),
    ).toEqual(["p", [true, 2], [false, 2]]);
  });

  test("has bold and links, also bare ones without the full stop behind", () => {
    expect(
      inlinesOf(parse("Veja **aqui**: [troca](/shop/artigos/troca) ou https://a.example/b.")),
    ).toEqual([
      { kind: "text", text: "Veja " },
      { kind: "bold", text: "aqui" },
      { kind: "text", text: ": " },
      { kind: "link", text: "troca", href: "https://shop.example/shop/artigos/troca" },
      { kind: "text", text: " ou " },
      { kind: "link", text: "https://a.example/b", href: "https://a.example/b" },
      { kind: "text", text: "." },
    ]);
  });

  test("keeps HTML and unsafe links as the text they are", () => {
    for (const text of [
      "<img src=x onerror=alert(1)>",
      "[clique](javascript:alert(1))",
      "[x](data:text/html,x)",
    ]) {
      expect(inlinesOf(parse(text))).toEqual([{ kind: "text", text }]);
    }
  });
});

describe("whatever the text", () => {
  const text = fc.oneof(
    fc.string({ unit: "binary" }),
    fc
      .array(
        fc.constantFrom(
          "**",
          "[",
          "](",
          ")",
          "/a",
          "http://",
          "https://b",
          "- ",
          "1. ",
          "\n",
          "x",
          " ",
          "javascript:",
        ),
      )
      .map((parts) => parts.join("")),
  );

  test("a link leads to the web, a mailbox or a phone", () => {
    fc.assert(
      fc.property(text, (any) => {
        for (const inline of inlinesOf(parse(any))) {
          if (inline.kind === "link") expect(inline.href).toMatch(/^(https?|mailto|tel):/);
        }
      }),
    );
  });

  test("letters are neither lost nor added", () => {
    const letters = (any: string) => any.replace(/[^a-z]/g, "");
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z *\n-]{0,80}$/), (any) => {
        const shown = inlinesOf(parse(any)).map((inline) =>
          inline.kind === "break" ? "" : inline.text,
        );
        expect(letters(shown.join(""))).toBe(letters(any));
      }),
    );
  });
});

test("addresses are made whole by the server's, and scripts are none", () => {
  expect(safeHref("/shop/x", HOME)).toBe("https://shop.example/shop/x");
  expect(safeHref("tel:+551130000000", HOME)).toBe("tel:+551130000000");
  for (const address of [
    "javascript:alert(1)",
    " JaVaScRiPt:alert(1)",
    "data:text/html,x",
    "blob:x",
    "http://[",
    "",
    null,
  ]) {
    expect(safeHref(address, HOME)).toBeNull();
  }
});
