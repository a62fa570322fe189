/** Which keys send. */
import { browserStorage } from "@prosa/shared";
import { useCallback, useState } from "react";

const KEPT = "prosa.console.enter";
const keep = browserStorage();

interface Keys {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  shiftKey: boolean;
  altKey: boolean;
}

/** Whether this press sends. Ctrl+Enter always does; Enter alone where one wants it so. */
export function sends(
  { key, ctrlKey, metaKey, shiftKey, altKey }: Keys,
  enterSends: boolean,
): boolean {
  if (key !== "Enter") return false;
  return ctrlKey || metaKey || (enterSends && !shiftKey && !altKey);
}

/** Whether Enter alone sends, on this device. */
export function useEnterSends(): [boolean, (sends: boolean) => void] {
  const [enter, setEnter] = useState(() => keep.get(KEPT) !== "ctrl");
  const choose = useCallback((sends: boolean) => {
    keep.set(KEPT, sends ? "enter" : "ctrl");
    setEnter(sends);
  }, []);
  return [enter, choose];
}
