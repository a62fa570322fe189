import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type TypingSign, TypingSigns } from "./typing";

let sent: TypingSign[];
let signs: TypingSigns;

beforeEach(() => {
  vi.useFakeTimers({ now: 1_700_000_000_000 });
  sent = [];
  signs = new TypingSigns((sign) => sent.push(sign));
});

afterEach(() => vi.useRealTimers());

/** Types a text letter by letter, one every 100 ms. */
function write(text: string, audience: "person" | "others" | "nobody"): void {
  for (let end = 1; end <= text.length; end += 1) {
    signs.wrote(text.slice(0, end), audience);
    vi.advanceTimersByTime(100);
  }
}

test("a person sees what is written, once a second, and its end", () => {
  write("cadê o pedido 10432?", "person");
  vi.advanceTimersByTime(2_000);
  expect(sent.map((sign) => sign.text)).toEqual(["c", "cadê o ped", "cadê o pedido 10432?"]);
});

test("others are told that something is written, and never what", () => {
  write("cadê o pedido 10432, que não chegou?", "others");
  expect(sent).toEqual([
    { type: "typing", on: true },
    { type: "typing", on: true },
  ]);
});

test("with nobody there nothing is told", () => {
  write("oi", "nobody");
  expect(sent).toEqual([]);
});

test("an emptied field is told once, and a sent one not again later", () => {
  write("oi", "person");
  signs.wrote("", "person");
  signs.wrote("", "person");
  write("ol", "person");
  signs.stop();
  vi.advanceTimersByTime(5_000);
  expect(sent.map((sign) => sign.text ?? sign.on)).toEqual(["o", false, "o"]);
});

test("no more is told than the server takes, and no half characters", () => {
  signs.wrote("😀".repeat(600), "person");
  expect(sent[0]?.text).toBe("😀".repeat(500));
});
