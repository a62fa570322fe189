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
  const size = useRef("");

  const toEnd = useCallback(() => {
    const element = box.current;
    sticking.current = true;
    setAtEnd(true);
    if (element === null) return;
    element.scrollTop = element.scrollHeight;
    size.current = sizeOf(element);
  }, [box]);

  const onScroll = useCallback(() => {
    const element = box.current;
    if (element === null) return;
    // Where something grew or shrank, it was the browser that scrolled, not the reader.
    const moved = size.current === sizeOf(element);
    size.current = sizeOf(element);
    if (sticking.current && !moved) {
      toEnd();
      return;
    }
    const { scrollHeight, scrollTop, clientHeight } = element;
    sticking.current = scrollHeight - scrollTop - clientHeight < NEAR;
    setAtEnd(sticking.current);
  }, [box, toEnd]);

  useEffect(() => {
    const follow = new ResizeObserver(() => {
      if (sticking.current) toEnd();
    });
    for (const watched of [box.current, content.current]) if (watched) follow.observe(watched);
    return () => follow.disconnect();
  }, [box, content, toEnd]);

  return { atEnd, toEnd, onScroll };
}

function sizeOf({ scrollHeight, clientHeight }: HTMLElement): string {
  return `${scrollHeight} ${clientHeight}`;
}
