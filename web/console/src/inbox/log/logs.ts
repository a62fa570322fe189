/** The conversations this tab has read, and what it has yet to send. */
import { useEffect, useMemo } from "react";
import { live } from "../../api/live";
import { useConnection, useFrames } from "../../api/useLive";
import * as calls from "../calls";
import type { LogEvent } from "../types";
import { useStore } from "../useStore";
import { seenThrough } from "./log";
import { Outbox } from "./outbox";
import { ConversationLog, type Held } from "./store";
import type { Unsent } from "./unsent";

/** Conversations kept in memory, so that going back to one is instant. */
const MOST = 30;
/** Without a live connection this often is asked what is new. */
const POLL_MS = 4_000;
/** Beyond every offset: asks for the conversation alone. */
const END = 2 ** 31 - 1;

const logs = new Map<string, ConversationLog>();

const reading = {
  async before(id: string, offset: number | null, limit: number) {
    const end = offset ?? (await calls.stretch(id, END, 1)).conversation.last_offset + 1;
    if (end <= 0) return [];
    const first = Math.max(0, end - limit);
    return (await calls.stretch(id, first - 1, end - first)).events;
  },
  async after(id: string, offset: number) {
    return (await calls.stretch(id, offset, 500)).events;
  },
};

function logOf(id: string): ConversationLog {
  const known = logs.get(id);
  const log = known ?? new ConversationLog(id, reading);
  // Put last: the ones not looked at for longest go first.
  logs.delete(id);
  logs.set(id, log);
  const oldest = logs.keys().next().value;
  if (logs.size > MOST && oldest !== undefined) logs.delete(oldest);
  return log;
}

export const outbox = new Outbox(calls.send, (conversation, event) =>
  logs.get(conversation)?.take([event]),
);

/** A conversation's log for as long as the component is shown: as it happens, or asked for now and then. */
export function useLog(id: string): { log: ConversationLog; held: Held } {
  const log = useMemo(() => logOf(id), [id]);
  const held = useStore(log.store);
  const online = useConnection() === "online";

  useEffect(() => void log.open().catch(() => {}), [log]);
  useFrames("events", ({ conversation, events }) => {
    // As the API gives them, though the socket writes its types in another way.
    if (conversation === id) log.take(events as LogEvent[]);
  });
  useEffect(() => {
    if (!held.ready) return;
    live.open(id, seenThrough(log.store.get().log));
    return () => live.close(id);
  }, [id, log, held.ready]);
  useEffect(() => {
    if (online || !held.ready) return;
    const timer = setInterval(() => void log.catchUp().catch(() => {}), POLL_MS);
    return () => clearInterval(timer);
  }, [log, online, held.ready]);
  return { log, held };
}

/** What of a conversation is not sent yet. */
export function useUnsent(conversation: string): readonly Unsent[] {
  const all = useStore(outbox.store);
  return useMemo(
    () => all.filter((item) => item.conversation === conversation),
    [all, conversation],
  );
}
