import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { prefer } from "./preferences";
import { capsOf, Row, type Shortcut } from "./shortcuts";

const run = vi.fn();
let row: Row;

beforeEach(() => {
  run.mockReset();
  row = new Row();
  document.body.innerHTML = "<input><p>text</p>";
});

afterEach(() => prefer({ singleKeys: true }));

function shortcut(keys: string, more: Partial<Shortcut> = {}): Shortcut {
  return { keys, description: keys, whileTyping: false, run: () => run(keys), ...more };
}

function press(
  known: Shortcut[],
  key: string,
  init: KeyboardEventInit = {},
  on = "p",
): KeyboardEvent {
  const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...init });
  document.querySelector(on)?.dispatchEvent(event);
  row.press(event, known);
  return event;
}

test.each([
  ["j", "j", {}],
  ["?", "?", { shiftKey: true }],
  ["shift+j", "J", { shiftKey: true }],
  ["mod+k", "k", { ctrlKey: true }],
  ["mod+k", "k", { metaKey: true }],
  ["mod+shift+enter", "Enter", { ctrlKey: true, shiftKey: true }],
  ["escape", "Escape", {}],
])("%s is pressed", (keys, key, init) => {
  const event = press([shortcut(keys)], key, init);
  expect(run).toHaveBeenCalledExactlyOnceWith(keys);
  expect(event.defaultPrevented).toBe(true);
});

test("keys in a row count when they follow each other, and win over the second alone", () => {
  const known = [shortcut("i"), shortcut("g i")];
  press(known, "g");
  press(known, "i");
  expect(run).toHaveBeenCalledExactlyOnceWith("g i");
  press(known, "i");
  expect(run).toHaveBeenLastCalledWith("i");
});

test("while somebody types, only keys with Ctrl or ⌘ and those that say so count", () => {
  const known = [shortcut("j"), shortcut("mod+k"), shortcut("enter", { whileTyping: true })];
  expect(press(known, "j", {}, "input").defaultPrevented).toBe(false);
  expect(run).not.toHaveBeenCalled();
  press(known, "k", { ctrlKey: true }, "input");
  press(known, "Enter", {}, "input");
  expect(run.mock.calls).toEqual([["mod+k"], ["enter"]]);
});

test("a dialog keeps the keys of the screen below it", () => {
  document.body.innerHTML += '<section role="dialog" aria-modal="true"></section>';
  press([shortcut("j")], "j");
  expect(run).not.toHaveBeenCalled();
});

test("single keys can be turned off", () => {
  prefer({ singleKeys: false });
  press([shortcut("j")], "j");
  press([shortcut("mod+k")], "k", { ctrlKey: true });
  expect(run.mock.calls).toEqual([["mod+k"]]);
});

test("the caps are those of the keyboard", () => {
  expect(capsOf("g i")).toEqual([["G"], ["I"]]);
  expect(capsOf("mod+enter")).toEqual([["Ctrl", "↵"]]);
  expect(capsOf("?")).toEqual([["?"]]);
});
