import { beforeEach, expect, test } from "vitest";
import { showBadge, titleOf } from "./badge";

beforeEach(() => {
  document.head.innerHTML = '<link rel="icon" href="/console/icons/icon.svg">';
});

test.each([
  ["Conversas", 0, "Conversas · Prosa"],
  ["Conversas", 3, "(3) Conversas · Prosa"],
  ["", 120, "(99+) Prosa"],
])("the tab %s with %i waiting is called %s", (page, waiting, title) => {
  expect(titleOf(page, waiting)).toBe(title);
});

test("the icon of the tab has a dot while somebody waits", () => {
  const icon = () => document.querySelector('link[rel="icon"]')?.getAttribute("href");
  showBadge(2);
  expect(icon()).toBe("/console/icons/icon-alert.svg");
  showBadge(0);
  expect(icon()).toBe("/console/icons/icon.svg");
});
