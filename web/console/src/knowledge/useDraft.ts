import { useEffect, useRef, useState } from "react";
import { forget, keep, kept, same, type Text } from "./text";

const KEEP_MS = 500;

/** What is being written: kept on this device until it is saved, and found again after a reload. */
export function useDraft(id: string, initial: Text, version: number | null, fresh: boolean) {
  const [found] = useState(() => (fresh ? null : kept(id)));
  const [text, setText] = useState(found?.text ?? initial);
  const [restored, setRestored] = useState(found !== null && !same(found.text, initial));
  const changed = !same(text, initial);
  const latest = useRef({ text, changed });
  latest.current = { text, changed };
  useEffect(() => {
    if (!changed) return;
    const timer = setTimeout(() => keep(id, { text, basedOn: version }), KEEP_MS);
    return () => clearTimeout(timer);
  }, [id, text, changed, version]);
  useEffect(() => {
    const leave = () => {
      if (latest.current.changed) keep(id, { text: latest.current.text, basedOn: version });
    };
    addEventListener("pagehide", leave);
    return () => {
      removeEventListener("pagehide", leave);
    };
  }, [id, version]);
  return {
    text,
    changed,
    /** It was written before, and never saved. */
    restored,
    /** Somebody saved the article since this was begun. */
    outdated: restored && found !== null && found.basedOn !== version,
    write: (changes: Partial<Text>) => setText((before) => ({ ...before, ...changes })),
    discard: () => {
      forget(id);
      setText(initial);
      setRestored(false);
    },
  };
}
