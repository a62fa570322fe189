import { useEffect, useMemo } from "react";
import { live } from "../../api/live";
import type { Kind } from "./drafts";

/** Said again this often while one goes on, and taken back after a pause this long. */
const AGAIN_MS = 3_000;
const PAUSE_MS = 5_000;

interface Typing {
  wrote: () => void;
  stopped: () => void;
}

/** Tells customer and colleagues that an answer is being written; notes are nobody's business. */
export function useTyping(conversation: string, kind: Kind): Typing {
  const typing = useMemo(() => {
    let told = 0;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stopped = () => {
      clearTimeout(timer);
      if (told !== 0) live.send({ type: "typing", conversation, on: false });
      told = 0;
    };
    const wrote = () => {
      if (kind === "note") return;
      clearTimeout(timer);
      timer = setTimeout(stopped, PAUSE_MS);
      if (Date.now() - told < AGAIN_MS) return;
      told = Date.now();
      live.send({ type: "typing", conversation, on: true });
    };
    return { wrote, stopped };
  }, [conversation, kind]);
  useEffect(() => typing.stopped, [typing]);
  return typing;
}
