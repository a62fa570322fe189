import { useEffect } from "react";
import { live } from "../api/live";

/** Told at most this often. */
const EVERY_MS = 60_000;
const SIGNS = ["pointerdown", "keydown", "wheel"] as const;

/** Tells the server that somebody is really there, so that it does not take them for away. */
export function useActivity(): void {
  useEffect(() => {
    let told = 0;
    const tell = (event: Event) => {
      if (event.timeStamp - told < EVERY_MS && told > 0) return;
      if (live.send({ type: "active" })) told = event.timeStamp;
    };
    for (const sign of SIGNS) addEventListener(sign, tell, { passive: true });
    return () => {
      for (const sign of SIGNS) removeEventListener(sign, tell);
    };
  }, []);
}
