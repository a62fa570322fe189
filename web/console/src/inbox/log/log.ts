/**
 * What an agent's screen knows of a conversation, folded from its events. Pure.
 *
 * The log is a set ordered by offset: events that come twice, late, in pages from the back, or again after a
 * reconnect change nothing.
 */
import type { EventData, LogEvent, Owner } from "../types";

export type DeliveryState = Extract<EventData, { kind: "status" }>["state"];

/** Who speaks for the company, as far as the events tell; null: as the row says. */
export interface Standing {
  owner: Owner;
  agent: string | null;
  agentName: string | null;
  /** Offset of the event that made it so. */
  at: number;
}

export interface Log {
  /** Every event received, in order, each once. */
  readonly events: readonly LogEvent[];
  readonly standing: Standing | null;
  /** By offset of our message: only moves up; failed stands apart. */
  readonly deliveries: ReadonlyMap<number, DeliveryState>;
}

export const EMPTY: Log = { events: [], standing: null, deliveries: new Map() };

/** The log with these events too. The same object when all were known. */
export function merge(log: Log, events: readonly LogEvent[]): Log {
  const fresh = unknown(log.events, events);
  if (fresh.length === 0) return log;
  const all = joined(log.events, fresh);
  return {
    events: all,
    standing: stand(log, fresh, all),
    deliveries: fresh.reduce(delivered, log.deliveries),
  };
}

export function firstOffset(log: Log): number | null {
  return log.events[0]?.offset ?? null;
}

export function lastOffset(log: Log): number {
  return log.events.at(-1)?.offset ?? -1;
}

/** Up to which offset nothing is missing since the first event known; where to resume. */
export function seenThrough(log: Log): number {
  const { events } = log;
  let through = events[0]?.offset ?? -1;
  for (const { offset } of events) {
    if (offset > through + 1) break;
    through = offset;
  }
  return through;
}

/** Those not in the log, ordered, each once. */
function unknown(known: readonly LogEvent[], events: readonly LogEvent[]): LogEvent[] {
  const ordered = events.toSorted((a, b) => a.offset - b.offset);
  return ordered.filter(
    (event, index) => event.offset !== ordered[index - 1]?.offset && !has(known, event.offset),
  );
}

function has(events: readonly LogEvent[], offset: number): boolean {
  let low = 0;
  let high = events.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const found = (events[middle] as LogEvent).offset;
    if (found === offset) return true;
    if (found < offset) low = middle + 1;
    else high = middle - 1;
  }
  return false;
}

/** Two ordered stretches as one. Most often one lies wholly before the other. */
function joined(a: readonly LogEvent[], b: readonly LogEvent[]): LogEvent[] {
  if (a.length === 0 || (a.at(-1) as LogEvent).offset < (b[0] as LogEvent).offset)
    return [...a, ...b];
  if ((b.at(-1) as LogEvent).offset < (a[0] as LogEvent).offset) return [...b, ...a];
  return [...a, ...b].sort((one, other) => one.offset - other.offset);
}

/** Who owns it now: the last change of hands, and whether the customer has begun anew since. */
function stand(log: Log, fresh: readonly LogEvent[], all: readonly LogEvent[]): Standing | null {
  const matters = fresh.some(
    ({ data, source }) =>
      data.kind === "handoff" || (data.kind === "message" && source === "customer"),
  );
  if (!matters) return log.standing;
  const at = all.findLastIndex(({ data }) => data.kind === "handoff");
  const event = all[at];
  if (event?.data.kind !== "handoff") return null;
  const standing = standingAfter(event.data, event.offset);
  if (standing?.owner !== "resolved") return standing;
  // Writing after the end begins anew, with the bot.
  const anew = all
    .slice(at + 1)
    .find(({ data, source }) => data.kind === "message" && source === "customer");
  return anew === undefined
    ? standing
    : { owner: "bot", agent: null, agentName: null, at: anew.offset };
}

function standingAfter(
  handoff: Extract<EventData, { kind: "handoff" }>,
  at: number,
): Standing | null {
  const nobody = { agent: null, agentName: null, at };
  switch (handoff.step) {
    case "assigned":
      return {
        owner: "agent",
        agent: handoff.agent ?? null,
        agentName: handoff.agent_name ?? null,
        at,
      };
    case "requested":
    case "released":
      return { owner: "queue", ...nobody };
    case "returned":
      return { owner: "bot", ...nobody };
    case "resolved":
      return { owner: "resolved", ...nobody };
    default:
      return null;
  }
}

const RANK: Record<DeliveryState, number> = {
  queued: 0,
  sent: 1,
  delivered: 2,
  read: 3,
  failed: 4,
};

function delivered(
  deliveries: ReadonlyMap<number, DeliveryState>,
  { data }: LogEvent,
): ReadonlyMap<number, DeliveryState> {
  if (data.kind !== "status") return deliveries;
  const before = deliveries.get(data.of);
  if (before !== undefined && RANK[before] >= RANK[data.state]) return deliveries;
  return new Map(deliveries).set(data.of, data.state);
}
