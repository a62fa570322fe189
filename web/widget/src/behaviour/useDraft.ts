import { type Dispatch, type SetStateAction, useLayoutEffect, useState } from "react";

const KEY = "prosa:draft";

/** What is being written; a reload does not take it away. */
export function useDraft(): [string, Dispatch<SetStateAction<string>>] {
  const [draft, setDraft] = useState(restore);
  // With the letter on the screen, not after it: the page may be gone the moment after.
  useLayoutEffect(() => {
    try {
      if (draft === "") sessionStorage.removeItem(KEY);
      else sessionStorage.setItem(KEY, draft);
    } catch {
      // Blocked or full: the draft lives as long as this page.
    }
  }, [draft]);
  return [draft, setDraft];
}

function restore(): string {
  try {
    return sessionStorage.getItem(KEY) ?? "";
  } catch {
    return "";
  }
}
