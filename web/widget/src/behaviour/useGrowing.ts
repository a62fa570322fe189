import { useEffect, useRef, useState } from "react";
import { REDUCED_MOTION } from "./media";

/** Characters a second at least; what lags far behind is caught up with within half a second. */
const PACE = 90;
const CATCH_UP_SECONDS = 0.5;

/** How much of a text of this length shows after some more seconds. Never less than before, never too much. */
export function grown(shown: number, length: number, seconds: number): number {
  const pace = Math.max(PACE, (length - shown) / CATCH_UP_SECONDS);
  return Math.min(length, shown + pace * Math.max(0, seconds));
}

/** The text as it is being written: it grows evenly, although it comes by the sentence. */
export function useGrowing(text: string): string {
  const still = useRef(matchMedia(REDUCED_MOTION).matches).current;
  const [shown, setShown] = useState(0);
  const at = useRef(0);

  useEffect(() => {
    if (still) return;
    let before = performance.now();
    let frame = requestAnimationFrame(function step(now) {
      at.current = grown(Math.min(at.current, text.length), text.length, (now - before) / 1000);
      before = now;
      setShown(Math.floor(at.current));
      if (at.current < text.length) frame = requestAnimationFrame(step);
    });
    return () => cancelAnimationFrame(frame);
  }, [text, still]);

  return still ? text : text.slice(0, shown);
}
