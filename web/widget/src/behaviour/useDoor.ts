import { useCallback, useEffect, useState } from "react";
import { PHONE } from "./media";

const KEY = "prosa:open";
/** As long as the panel's way out in the style sheet. */
const LEAVING_MS = 140;

export interface Door {
  open: boolean;
  /** Also while it is closing. */
  present: boolean;
  /** Open because it was so on the page before: nobody asked for it on this one, so it takes no focus. */
  restored: boolean;
  show(): void;
  close(): void;
}

/** Whether the panel is open. It stays so from page to page, except on phones, where it would hide the page. */
export function useDoor(): Door {
  const [open, setOpen] = useState(wasOpen);
  const [present, setPresent] = useState(open);
  const [restored, setRestored] = useState(open);

  useEffect(() => {
    remember(open);
    if (open) {
      setPresent(true);
      return;
    }
    const timer = setTimeout(() => setPresent(false), LEAVING_MS);
    return () => clearTimeout(timer);
  }, [open]);

  const show = useCallback(() => {
    setRestored(false);
    setOpen(true);
  }, []);
  const close = useCallback(() => setOpen(false), []);
  return { open, present: present || open, restored, show, close };
}

function wasOpen(): boolean {
  try {
    return sessionStorage.getItem(KEY) === "1" && !matchMedia(PHONE).matches;
  } catch {
    return false;
  }
}

function remember(open: boolean): void {
  try {
    if (open) sessionStorage.setItem(KEY, "1");
    else sessionStorage.removeItem(KEY);
  } catch {
    // Blocked storage: the panel starts closed on the next page.
  }
}
