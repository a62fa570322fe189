import { type RefObject, useCallback, useEffect, useRef, useState } from "react";

/** Closer to the end than this, in pixels, counts as reading the newest. */
const NEAR = 64;

export interface EndOfLog {
  atEnd: boolean;
  toEnd(): void;
  onScroll(): void;
}

/**
 * Keeps the end of a scrolling box in view while the reader is there, also when pictures load or the box
 * shrinks, and leaves it alone once they scroll up to read.
 */
export function useStickToEnd(
  box: RefObject<HTMLElement | null>,
  content: RefObject<HTMLElement | null>,
): EndOfLog {
  const [atEnd, setAtEnd] = useState(true);
  const sticking = useRef(true);

  const toEnd = useCallback(() => {
    sticking.current = true;
    setAtEnd(true);
    if (box.current !== null) box.current.scrollTop = box.current.scrollHeight;
  }, [box]);

  const onScroll = useCallback(() => {
    if (box.current === null) return;
    const { scrollHeight, scrollTop, clientHeight } = box.current;
    sticking.current = scrollHeight - scrollTop - clientHeight < NEAR;
    setAtEnd(sticking.current);
  }, [box]);

  useEffect(() => {
    const follow = new ResizeObserver(() => {
      if (sticking.current) toEnd();
    });
    for (const watched of [box.current, content.current]) if (watched) follow.observe(watched);
    return () => follow.disconnect();
  }, [box, content, toEnd]);

  return { atEnd, toEnd, onScroll };
}
