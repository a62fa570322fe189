import type { Urgency } from "./types";

/** From what can wait to what cannot. */
export const URGENCIES: readonly Urgency[] = ["low", "medium", "high", "urgent"];
