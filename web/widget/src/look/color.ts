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

/**
 * This colour as text on that background: of the same hue, and only as much lighter or darker as it takes.
 * Lightness is HSL's, since mixing with white would make a strong colour grey.
 */
export function readableOn(background: Rgb, color: Rgb): Rgb {
  if (contrast(color, background) >= READABLE) return color;
  const towards = inkOn(background) === WHITE ? 1 : 0;
  const [hue, saturation, lightness] = toHsl(color);
  for (let step = 1; step <= STEPS; step += 1) {
    const shade = fromHsl(hue, saturation, lightness + ((towards - lightness) * step) / STEPS);
    if (contrast(shade, background) >= READABLE) return shade;
  }
  return inkOn(background);
}

const STEPS = 40;

/** Hue in turns, saturation and lightness: each from 0 to 1. */
function toHsl(color: Rgb): [number, number, number] {
  const [r, g, b] = color.map((part) => part / 255) as [number, number, number];
  const most = Math.max(r, g, b);
  const spread = most - Math.min(r, g, b);
  const lightness = most - spread / 2;
  if (spread === 0) return [0, 0, lightness];
  const sector =
    most === r ? (g - b) / spread : most === g ? 2 + (b - r) / spread : 4 + (r - g) / spread;
  return [(sector / 6 + 1) % 1, spread / (1 - Math.abs(2 * lightness - 1)), lightness];
}

function fromHsl(hue: number, saturation: number, lightness: number): Rgb {
  const reach = saturation * Math.min(lightness, 1 - lightness);
  const part = (offset: number) => {
    const place = (offset + hue * 12) % 12;
    return Math.round(255 * (lightness - reach * Math.max(-1, Math.min(place - 3, 9 - place, 1))));
  };
  return [part(0), part(8), part(4)];
}

function luminance(color: Rgb): number {
  const [r, g, b] = color.map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
