import { useMediaQuery } from "@mantine/hooks";
import { browserStorage } from "@prosa/shared";
import { useState } from "react";

const KEPT = "prosa.console.card";
const keep = browserStorage();

interface CardShown {
  shown: boolean;
  /** Beside the conversation. */
  wide: boolean;
  /** In its place. */
  phone: boolean;
}

/** Whether the context card stands beside the conversation, as one left it; on a phone only when asked for. */
export function useCardShown(): [CardShown, (shown: boolean) => void] {
  const room = useMediaQuery("(min-width: 1400px)", true, { getInitialValueInEffect: false });
  const [kept, setKept] = useState(() => keep.get(KEPT) !== "hidden");
  const [asked, setAsked] = useState(false);
  const shown = room ? kept : asked;
  return [
    { shown, wide: room && kept, phone: !room && asked },
    (next) => {
      if (!room) {
        setAsked(next);
        return;
      }
      keep.set(KEPT, next ? "shown" : "hidden");
      setKept(next);
    },
  ];
}
