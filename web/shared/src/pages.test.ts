import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { fits, Pages } from "./pages";

test.each([
  ["/carrinho", "/carrinho/", true],
  ["/carrinho", "/carrinho/pagamento", false],
  ["/carrinho*", "/carrinho/pagamento", true],
  ["/produtos/*", "/produtos/airfryer-4l", true],
  ["/*/checkout", "/loja/checkout", true],
  ["/p.html", "/pxhtml", false],
  ["/", "/", true],
])("%s and %s: %s", (pattern, path, expected) => {
  expect(fits(pattern, path)).toBe(expected);
});

describe("a page", () => {
  let path: string;
  let visibility: string;
  let online: boolean;
  let told: string[];
  let pages: Pages;

  beforeEach(() => {
    vi.useFakeTimers();
    [path, visibility, online, told] = ["/carrinho", "visible", true, []];
    vi.stubGlobal("location", {
      get pathname() {
        return path;
      },
    });
    vi.stubGlobal("document", {
      get visibilityState() {
        return visibility;
      },
    });
    pages = new Pages((where, seconds) => {
      if (online) told.push(`${where} ${seconds}`);
      return online;
    });
    pages.watch([{ path: "/carrinho", seconds: 30 }]);
  });

  afterEach(() => {
    pages.stop();
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  const pass = (seconds: number) => vi.advanceTimersByTime(seconds * 1000);

  test("is told of once, after its seconds", () => {
    pass(29);
    expect(told).toEqual([]);
    pass(100);
    expect(told).toEqual(["/carrinho 30"]);
  });

  test("does not count while nobody sees it", () => {
    visibility = "hidden";
    pass(100);
    expect(told).toEqual([]);
    visibility = "visible";
    pass(30);
    expect(told).toEqual(["/carrinho 30"]);
  });

  test("begins anew when the path changes without a new document", () => {
    pass(20);
    path = "/outra";
    pass(100);
    path = "/carrinho";
    pass(29);
    expect(told).toEqual([]);
    pass(1);
    expect(told).toEqual(["/carrinho 30"]);
  });

  test("is told of later when the line was down, and not again on a new line", () => {
    online = false;
    pass(40);
    online = true;
    pages.watch([{ path: "/carrinho", seconds: 30 }]);
    pass(50);
    expect(told).toEqual(["/carrinho 41"]);
  });
});
