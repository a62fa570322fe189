import type { Store } from "@prosa/shared";
import { useSyncExternalStore } from "react";

/** What a store holds, as it changes. */
export function useStore<T>(store: Store<T>): T {
  return useSyncExternalStore(store.watch, store.get);
}
