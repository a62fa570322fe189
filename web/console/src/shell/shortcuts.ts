/** Keys that do something, on the screen they belong to. The sheet (`?`) lists them. */
import { useEffect, useEffectEvent, useMemo } from "react";
import { preferences } from "./preferences";
import { Registry, useOffer } from "./registry";

export interface Shortcut {
  /** `j`, `?`, `shift+j`, `mod+enter` (mod: Ctrl, on a Mac ⌘), or keys in a row: `g i`. */
  keys: string;
  description: string;
  run: (event: KeyboardEvent) => void;
  /** Also while typing. Keys with `mod` or Escape always are. */
  whileTyping: boolean;
}

/** Longest pause between keys in a row. */
const ROW_MS = 1_200;

export const shortcuts = new Registry<Shortcut>();

interface Options {
  enabled?: boolean;
  whileTyping?: boolean;
}

/** `run` is called when `keys` are pressed while the component is shown, unless somebody is typing. */
export function useShortcut(
  keys: string,
  description: string,
  run: (event: KeyboardEvent) => void,
  { enabled = true, whileTyping = false }: Options = {},
): void {
  const pressed = useEffectEvent(run);
  const offers = useMemo<Shortcut[]>(
    () => (enabled ? [{ keys, description, whileTyping, run: (event) => pressed(event) }] : []),
    [keys, description, whileTyping, enabled],
  );
  useOffer(shortcuts, offers);
}

/** Listens for all of them. Used once, by the shell. */
export function useShortcutKeys(): void {
  useEffect(() => {
    const row = new Row();
    const listen = (event: KeyboardEvent) => row.press(event, shortcuts.store.get());
    addEventListener("keydown", listen);
    return () => removeEventListener("keydown", listen);
  }, []);
}

/** Keys as they are pressed one after the other. */
export class Row {
  #first: string | null = null;
  #at = 0;

  press(event: KeyboardEvent, known: readonly Shortcut[]): void {
    if (event.defaultPrevented || event.isComposing || isModifier(event.key)) return;
    const name = nameOf(event);
    const both = this.#first !== null && event.timeStamp - this.#at < ROW_MS;
    const row = both ? `${this.#first} ${name}` : null;
    const found =
      known.find((one) => one.keys === row && allowed(one, event)) ??
      known.find((one) => one.keys === name && allowed(one, event));
    this.#first = typing(event) ? null : name;
    this.#at = event.timeStamp;
    if (found === undefined) return;
    this.#first = null;
    event.preventDefault();
    found.run(event);
  }
}

function allowed({ keys, whileTyping }: Shortcut, event: KeyboardEvent): boolean {
  if (keys.includes("mod+") || keys === "escape") return true;
  // Somebody who speaks to the computer, or whose hand shakes, can turn single keys off.
  if (!preferences.get().singleKeys) return false;
  return whileTyping || !(typing(event) || inDialog());
}

/** How `keys` of a shortcut name this press. */
export function nameOf(event: KeyboardEvent): string {
  const key = event.key.toLowerCase();
  const letter = /^[a-z0-9]$/.test(key) || key.length > 1;
  const held = [
    event.ctrlKey || event.metaKey ? "mod" : null,
    event.altKey ? "alt" : null,
    // `?` is pressed with shift on some keyboards and without on others.
    event.shiftKey && letter ? "shift" : null,
    key === " " ? "space" : key,
  ];
  return held.filter((part) => part !== null).join("+");
}

function typing({ target }: KeyboardEvent): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || target.matches("input, textarea, select, [role=textbox]");
}

/** Keys of the screen below mean nothing to a dialog above it. */
function inDialog(): boolean {
  return document.querySelector('[role="dialog"][aria-modal="true"]') !== null;
}

function isModifier(key: string): boolean {
  return ["Shift", "Control", "Alt", "Meta", "AltGraph", "CapsLock"].includes(key);
}

const MAC = /mac|iphone|ipad/i.test(globalThis.navigator?.platform ?? "");
const SHOWN: Record<string, string> = {
  mod: MAC ? "⌘" : "Ctrl",
  alt: MAC ? "⌥" : "Alt",
  shift: "⇧",
  enter: "↵",
  escape: "Esc",
  arrowup: "↑",
  arrowdown: "↓",
  arrowleft: "←",
  arrowright: "→",
  space: "␣",
};

/** The keys as their caps say: `g i` is two rows of one, `mod+k` one of two. */
export function capsOf(keys: string): string[][] {
  return keys
    .split(" ")
    .map((press) =>
      press
        .split(/(?<=.)\+/)
        .map((key) => SHOWN[key] ?? (key.length === 1 ? key.toUpperCase() : key)),
    );
}
