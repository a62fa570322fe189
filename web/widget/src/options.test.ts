import { expect, test } from "vitest";
import { readOptions } from "./options";

const page = { origin: "https://shop.example" } as Location;

test("the server is where the script came from", () => {
  const options = readOptions({}, "https://chat.example:8443/widget/prosa-widget.js", page);
  expect(options.server).toBe("https://chat.example:8443");
  expect(options.socket).toBe("wss://chat.example:8443/ws/chat");
});

test("a server that is named wins, and a page's own is the last resort", () => {
  expect(
    readOptions({ server: "http://other.example/x" }, "https://chat.example/w.js", page).socket,
  ).toBe("ws://other.example/ws/chat");
  expect(readOptions({}, "", page).server).toBe("https://shop.example");
});

test("attributes are read", () => {
  const data = { locale: "en-GB", theme: "dark", color: "#123456", side: "left" };
  expect(readOptions(data, "", page)).toMatchObject({
    locale: "en",
    theme: "dark",
    color: [0x12, 0x34, 0x56],
    side: "left",
  });
});

test("nonsense counts as not given", () => {
  const data = {
    locale: "tlh",
    theme: "pink",
    color: "blue",
    side: "up",
    server: "javascript:alert(1)",
  };
  expect(readOptions(data, "", page)).toEqual(readOptions({}, "", page));
});

test.each([
  [undefined, false],
  ["", true],
  ["on", true],
  ["off", false],
])("data-proactive %s: %s", (proactive, expected) => {
  expect(readOptions({ proactive }, "", page).proactive).toBe(expected);
});
