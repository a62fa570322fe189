/** A figure beside what it was: up or down, and whether that is good. */

export type Wish = "more" | "less" | "none";

export interface Change {
  direction: "up" | "down" | "same";
  /** Of what it was; null when that was nothing, or when shares are compared by points. */
  share: number | null;
  /** Percentage points, of shares. */
  points: number | null;
  good: boolean | null;
}

/** How a figure has changed; null when there is nothing to compare. */
export function change(
  now: number | null,
  before: number | null,
  wish: Wish,
  kind: "amount" | "share" = "amount",
): Change | null {
  if (now === null || before === null) return null;
  const by = now - before;
  const points = kind === "share" ? Math.round(by * 100) : null;
  const share = kind === "share" || before === 0 ? null : by / before;
  const still = points === 0 || (points === null && Math.abs(share ?? by) < 0.005);
  if (still) return { direction: "same", share, points, good: null };
  const direction = by > 0 ? "up" : "down";
  const good = wish === "none" ? null : (direction === "up") === (wish === "more");
  return { direction, share, points, good };
}
