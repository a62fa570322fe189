/** A shop's own colour, made safe to read. Contrast as WCAG 2.2 defines it. */

export type Rgb = readonly [number, number, number];

const WHITE: Rgb = [255, 255, 255];
const BLACK: Rgb = [0, 0, 0];
/** Smallest contrast for text: WCAG AA. */
export const READABLE = 4.5;

/** The colour written as #rgb or #rrggbb; null for anything else. */
export function parseColor(text: string | null | undefined): Rgb | null {
  const hex = /^#([0-9a-f]{3}|[0-9a-f]{6})$/i.exec(text?.trim() ?? "")?.[1];
  if (hex === undefined) return null;
  const full = hex.length === 3 ? hex.replace(/./g, "$&$&") : hex;
  const value = Number.parseInt(full, 16);
  return [value >> 16, (value >> 8) & 255, value & 255];
}

export function toHex(color: Rgb): string {
  return `#${color.map((part) => part.toString(16).padStart(2, "0")).join("")}`;
}

/** From 1 (the same) to 21 (black on white). */
export function contrast(a: Rgb, b: Rgb): number {
  const [dark, light] = [luminance(a), luminance(b)].sort((x, y) => x - y) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

/** Black or white, whichever reads better on this colour: always at least 4.5. */
export function inkOn(color: Rgb): Rgb {
  return contrast(color, WHITE) >= READABLE ? WHITE : BLACK;
}

/** This colour, moved just far enough from the background to be read on it as text. */
export function readableOn(background: Rgb, color: Rgb): Rgb {
  const goal = inkOn(background);
  for (let step = 0; step <= 20; step += 1) {
    const shade = mix(color, goal, step / 20);
    if (contrast(shade, background) >= READABLE) return shade;
  }
  return goal;
}

function mix(from: Rgb, to: Rgb, share: number): Rgb {
  return from.map((part, index) =>
    Math.round(part + ((to[index] ?? 0) - part) * share),
  ) as unknown as Rgb;
}

function luminance(color: Rgb): number {
  const [r, g, b] = color.map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
