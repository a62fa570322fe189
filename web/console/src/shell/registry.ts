/** What components on the screen offer, for as long as they are shown. The last one added comes first. */
import { Store } from "@prosa/shared";
import { useEffect, useSyncExternalStore } from "react";

export class Registry<T> {
  readonly store = new Store<readonly T[]>([]);

  /** Returns what takes it away again. */
  add(...offers: readonly T[]): () => void {
    this.store.set([...offers, ...this.store.get()]);
    return () => this.store.set(this.store.get().filter((offer) => !offers.includes(offer)));
  }
}

export function useRegistered<T>(registry: Registry<T>): readonly T[] {
  return useSyncExternalStore(registry.store.watch, registry.store.get);
}

/** Offers these while the component is shown. They must keep their identity between renders. */
export function useOffer<T>(registry: Registry<T>, offers: readonly T[]): void {
  useEffect(() => registry.add(...offers), [registry, offers]);
}
