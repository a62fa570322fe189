import { type DragEvent, useState } from "react";

interface Dropped {
  /** Files are held over it. */
  over: boolean;
  on: Partial<Record<"onDragOver" | "onDragLeave" | "onDrop", (event: DragEvent) => void>>;
}

/** Takes files that are dropped onto a part of the page; none with null. */
export function useDropped(take: ((files: Iterable<File>) => void) | null): Dropped {
  const [over, setOver] = useState(false);
  if (take === null) return { over: false, on: {} };
  return {
    over,
    on: {
      onDragOver: (event) => {
        if (!event.dataTransfer.types.includes("Files")) return;
        event.preventDefault();
        setOver(true);
      },
      onDragLeave: (event) => {
        const to = event.relatedTarget;
        if (!(to instanceof Node) || !event.currentTarget.contains(to)) setOver(false);
      },
      onDrop: (event) => {
        event.preventDefault();
        setOver(false);
        take(event.dataTransfer.files);
      },
    },
  };
}
