/** Which page is looked at, and for how long: told to the server where it has asked for that. */
import type { PageWatch } from "./protocol";

const TICK_MS = 1_000;

/**
 * Tells of a page once it has been before the visitor's eyes for the seconds that the server names. Time in
 * a hidden tab does not count; another path, also without a new document, begins anew.
 */
export class Pages {
  readonly #tell: (path: string, seconds: number) => boolean;
  readonly #told = new Set<string>();
  #watched: readonly PageWatch[] = [];
  #timer: ReturnType<typeof setInterval> | undefined;
  #path = "";
  #seconds = 0;

  /** `tell` says whether it went out; if not, it is tried again. */
  constructor(tell: (path: string, seconds: number) => boolean) {
    this.#tell = tell;
  }

  watch(pages: readonly PageWatch[]): void {
    this.#watched = pages;
    if (pages.length === 0) this.stop();
    else this.#timer ??= setInterval(() => this.#tick(), TICK_MS);
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  #tick(): void {
    const path = location.pathname;
    if (path !== this.#path) {
      this.#path = path;
      this.#seconds = 0;
    }
    if (document.visibilityState === "hidden") return;
    this.#seconds += 1;
    for (const page of this.#watched) {
      const key = `${path} ${page.seconds}`;
      if (this.#seconds < page.seconds || this.#told.has(key) || !fits(page.path, path)) continue;
      if (this.#tell(path, this.#seconds)) this.#told.add(key);
    }
  }
}

/** Whether a path fits a pattern, in which `*` stands for anything; a / at the end makes no difference. */
export function fits(pattern: string, path: string): boolean {
  const parts = bare(pattern).split("*").map(literal);
  return new RegExp(`^${parts.join(".*")}$`, "s").test(bare(path));
}

function bare(path: string): string {
  return path.replace(/\/+$/, "") || "/";
}

function literal(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
