import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { elementsOf } from "./Html";

const shown = (html: string) => renderToStaticMarkup(elementsOf(html));

test("what Markdown makes is shown as it is", () => {
  const html = "<h2>Frete</h2><p>Sai por <strong>R$ 9</strong>.</p><ul><li>um</li></ul>";
  expect(shown(html)).toBe(html);
});

test("tables keep their cells and how they are aligned", () => {
  const html =
    '<table><thead><tr><th style="text-align:right">a</th></tr></thead><tbody><tr><td>1</td></tr></tbody></table>';
  expect(shown(html)).toBe(html);
});

test.each([
  '<img src=x onerror="alert(1)">',
  "<script>alert(1)</script>",
  "<style>*{}</style>",
  '<iframe srcdoc="<p>x</p>"></iframe>',
  "<svg><script>alert(1)</script></svg>",
])("%s shows nothing", (html) => {
  expect(shown(html)).toBe("");
});

test.each(["javascript:alert(1)", "data:text/html,x", "//evil.example", "JaVaScRiPt:x", ""])(
  "a link to %s is only its text",
  (href) => {
    expect(shown(`<a href="${href}" onclick="x()">aqui</a>`)).toBe("aqui");
  },
);

test("other links open beside the console, and tell nobody where from", () => {
  expect(shown('<a href="https://loja.example/x" onclick="x()">aqui</a>')).toBe(
    '<a href="https://loja.example/x" target="_blank" rel="noopener noreferrer nofollow">aqui</a>',
  );
});

test("attributes are left behind", () => {
  expect(shown('<p class="x" style="position:fixed" onclick="x()" id="a">oi</p>')).toBe(
    "<p>oi</p>",
  );
});
