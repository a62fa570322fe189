/** What this person wants on this device. */
import { Store } from "@prosa/shared";
import { useSyncExternalStore } from "react";

export interface Preferences {
  /** A short tone when something asks for them. */
  sound: boolean;
  /** Notices of the desktop, when the browser was allowed to. */
  notices: boolean;
  /** Shortcuts of a single key. */
  singleKeys: boolean;
  /** "Not now" to the question whether notices may be shown. */
  noticesDeclined: boolean;
}

const KEPT = "prosa.console.preferences";
const DEFAULT: Preferences = {
  sound: true,
  notices: true,
  singleKeys: true,
  noticesDeclined: false,
};

export const preferences = new Store<Preferences>(kept());

/** Changes some of them, for good. */
export function prefer(changes: Partial<Preferences>): void {
  preferences.set({ ...preferences.get(), ...changes });
  try {
    localStorage.setItem(KEPT, JSON.stringify(preferences.get()));
  } catch {
    // No room or not allowed: they hold until the page is closed.
  }
}

export function usePreferences(): Preferences {
  return useSyncExternalStore(preferences.watch, preferences.get);
}

function kept(): Preferences {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(KEPT) ?? "{}");
    const known = typeof value === "object" && value !== null ? Object.entries(value) : [];
    const sound = known.filter(
      ([name, set]) =>
        Object.hasOwn(DEFAULT, name) && typeof set === typeof DEFAULT[name as keyof Preferences],
    );
    return { ...DEFAULT, ...Object.fromEntries(sound) };
  } catch {
    return DEFAULT;
  }
}
