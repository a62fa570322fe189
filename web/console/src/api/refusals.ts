/** Refusals that no screen showed by itself: the shell says them in a corner. */
import type { Refusal } from "./client";

type Told = (error: Refusal | Error) => void;

const listeners = new Set<Told>();

export function tellRefusal(error: Refusal | Error): void {
  for (const listener of listeners) listener(error);
}

export function onRefusal(listener: Told): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
