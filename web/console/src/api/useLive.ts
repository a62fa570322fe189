/** The live connection for components. */
import type { Connection } from "@prosa/shared";
import { useEffect, useEffectEvent, useSyncExternalStore } from "react";
import type { Counts, LiveFrame, LiveFrameOf, Viewer } from "./frames";
import { live } from "./live";

/** How many conversations each view of the inbox holds; null until the server has said it. */
export function useCounts(): Counts | null {
  return useSyncExternalStore(live.counts.watch, live.counts.get);
}

/** Who else looks at this conversation, while it is open here. */
export function useViewers(conversation: string): readonly Viewer[] {
  const viewers = live.viewers(conversation);
  return useSyncExternalStore(viewers.watch, viewers.get);
}

export function useConnection(): Connection {
  return useSyncExternalStore(live.connection.watch, live.connection.get);
}

/** Calls `listener` with each frame of a kind for as long as the component is shown. */
export function useFrames<K extends LiveFrame["type"]>(
  kind: K,
  listener: (frame: LiveFrameOf<K>) => void,
): void {
  const heard = useEffectEvent(listener);
  useEffect(() => live.subscribe(kind, (frame) => heard(frame)), [kind]);
}
