/**
 * What each frame and each act of the customer makes of the state. Pure.
 *
 * The log is a set ordered by offset, so frames that come twice, late, or again after a reconnect change
 * nothing; who owns the conversation is folded from it.
 */
import { inLog, type LogFrame, type ServerFrame } from "./frames";
import type { Accepted, Connected, DraftFrame, ErrorFrame, QueueFrame } from "./protocol";
import {
  type ChatState,
  type Connection,
  type Draft,
  type Outgoing,
  type Standing,
  startOver,
} from "./state";

/** What happens in the tab itself. */
export type LocalEvent =
  | { type: "local.said"; item: Outgoing }
  | { type: "local.sent"; id: string }
  | { type: "local.waits"; id: string }
  | { type: "local.progress"; id: string; done: number }
  | { type: "local.refused"; id: string; error: string }
  | { type: "local.discarded"; id: string }
  | { type: "local.connection"; connection: Connection }
  | { type: "local.silence" }
  | { type: "local.notice_over" }
  | { type: "local.read"; offset: number }
  | { type: "local.waved"; offset: number };

/** The state after this. Returns the same object when nothing changed. */
export function reduce(state: ChatState, event: ServerFrame | LocalEvent): ChatState {
  if (isLocal(event)) return reduceLocal(state, event);
  if (inLog(event)) return happened(state, event);
  switch (event.type) {
    case "connected":
      return connected(state, event);
    case "resume":
      return { ...state, caughtUp: true, seen: Math.max(state.seen, event.last_offset) };
    case "accepted":
      return accepted(state, event);
    case "queue":
      return tell(state, standingOf(event, Math.max(state.told.at, lastOffset(state))));
    case "typing":
      return { ...state, typing: event.on ? event.source : null };
    case "draft":
      return drafted(state, event);
    case "error":
      return refused(state, event);
    default:
      return state;
  }
}

function isLocal(event: ServerFrame | LocalEvent): event is LocalEvent {
  return event.type.startsWith("local.");
}

function reduceLocal(state: ChatState, event: LocalEvent): ChatState {
  switch (event.type) {
    case "local.said":
      return { ...state, outbox: [...state.outbox, event.item] };
    case "local.sent":
      return deliver(state, event.id, { delivery: "sent" });
    case "local.waits":
      return deliver(state, event.id, { delivery: "waiting" });
    case "local.progress":
      return deliver(state, event.id, { done: event.done });
    case "local.refused":
      return deliver(state, event.id, { delivery: "failed", error: event.error });
    case "local.discarded":
      return without(state, (item) => item.id === event.id);
    case "local.connection":
      return lineChanged(state, event.connection);
    case "local.silence":
      return { ...state, typing: null };
    case "local.notice_over":
      return { ...state, notice: null };
    case "local.read":
      return event.offset > state.read ? { ...state, read: event.offset } : state;
    case "local.waved":
      return event.offset > state.waved ? { ...state, waved: event.offset } : state;
  }
}

function lineChanged(state: ChatState, connection: Connection): ChatState {
  if (connection === state.connection) return state;
  if (connection === "online") return { ...state, connection };
  // What was on its way may not have arrived: it goes out again, under the same id.
  const outbox = state.outbox.map(
    (item): Outgoing => (item.delivery === "sent" ? { ...item, delivery: "waiting" } : item),
  );
  return { ...state, connection, outbox, typing: null, draft: null, caughtUp: false };
}

function connected(state: ChatState, frame: Connected): ChatState {
  const same = state.conversation === null || state.conversation === frame.conversation_id;
  const here = same ? state : startOver(state);
  const next: ChatState = {
    ...here,
    conversation: frame.conversation_id,
    assistant: frame.assistant,
    maxChars: frame.max_chars,
    maxFileBytes: frame.max_file_bytes ?? 0,
    proactive: frame.proactive != null,
    caughtUp: false,
    typing: null,
    draft: null,
  };
  return tell(next, standingOf(frame, frame.last_offset));
}

function happened(state: ChatState, frame: LogFrame): ChatState {
  const fresh = frame.offset > lastOffset(state);
  const spoke = frame.type === "response" || frame.type === "agent_message";
  const next = withFrame(state, frame);
  const settled = state.draft !== null && endsDraft(frame, state.draft);
  return {
    ...without(next, (item) => settles(frame, item)),
    // Until caught up, an event may have overtaken those that were missed.
    seen: state.caughtUp ? Math.max(state.seen, frame.offset) : state.seen,
    typing: fresh && spoke ? null : state.typing,
    draft: settled ? null : state.draft,
    grown: settled && frame.type === "response" ? frame.offset : state.grown,
  };
}

/** Whether nothing more comes of the draft: it is answered, or somebody else speaks from here on. */
function endsDraft(frame: LogFrame, draft: Draft): boolean {
  if (frame.type === "response") return (frame.answers ?? frame.offset) >= draft.answers;
  return frame.offset > draft.answers && !["message", "rating", "thumb"].includes(frame.type);
}

/** Drafts come in any order, late ones after the answer: the furthest one counts, and only while it is due. */
function drafted(state: ChatState, { answers, sequence, text }: DraftFrame): ChatState {
  const { draft, log, standing } = state;
  if (text === "") return draft?.answers === answers ? { ...state, draft: null } : state;
  if (
    standing.owner !== "bot" ||
    log.some((frame) => endsDraft(frame, { answers, sequence, text }))
  )
    return state;
  if (draft !== null && answers < draft.answers) return state;
  if (draft?.answers === answers && sequence <= draft.sequence) return state;
  return { ...state, draft: { answers, sequence, text } };
}

/** Whether this event shows that the server has the item. */
function settles(frame: LogFrame, item: Outgoing): boolean {
  switch (frame.type) {
    case "message":
      return item.id === frame.id;
    case "escalated":
      return item.kind === "escalate";
    case "rating":
      return item.kind === "rating";
    case "queue":
      return item.kind === "leave" && frame.owner !== "queue";
    case "thumb":
      return item.kind === "thumb" && item.of === frame.of && item.up === frame.up;
    default:
      return false;
  }
}

function accepted(state: ChatState, frame: Accepted): ChatState {
  const item = state.outbox.find((waiting) => waiting.id === frame.id);
  if (item === undefined) return state;
  const rest = without({ ...state, notice: null }, (other) => other.id === frame.id);
  if (item.kind !== "message") return rest;
  const { id, offset, at } = frame;
  return withFrame(rest, { type: "message", id, offset, at, text: item.text });
}

function refused(state: ChatState, frame: ErrorFrame): ChatState {
  const notice = {
    code: frame.code,
    message: frame.message,
    retryAfter: frame.retry_after ?? null,
  };
  const item = state.outbox.find(
    (sent) => sent.delivery === "sent" && (frame.id == null || sent.id === frame.id),
  );
  if (item === undefined) return { ...state, notice };
  switch (frame.code) {
    case "invalid":
    case "too_long":
    case "empty":
      // Sending it again would fail again. A message stays visible, so that nothing typed is lost.
      return item.kind === "message"
        ? deliver(state, item.id, { delivery: "failed", error: frame.message })
        : { ...without(state, (other) => other.id === item.id), notice };
    default:
      return { ...deliver(state, item.id, { delivery: "waiting" }), notice };
  }
}

function withFrame(state: ChatState, frame: LogFrame): ChatState {
  const { log } = state;
  let at = log.length;
  while (at > 0 && (log[at - 1] as LogFrame).offset > frame.offset) at -= 1;
  if (log[at - 1]?.offset === frame.offset) return state;
  const next = [...log.slice(0, at), frame, ...log.slice(at)];
  return { ...state, log: next, standing: fold(state.told, next) };
}

function tell(state: ChatState, told: Standing): ChatState {
  if (told.at < state.told.at) return state;
  const standing = fold(told, state.log);
  const reached = standing.owner === "queue" || standing.owner === "agent";
  const left = standing.owner !== "queue";
  return without(
    { ...state, told, standing },
    (item) => (reached && item.kind === "escalate") || (left && item.kind === "leave"),
  );
}

function standingOf(frame: Connected | QueueFrame, at: number): Standing {
  return {
    at,
    owner: frame.owner,
    agentName: frame.agent_name ?? null,
    queue: frame.queue ?? null,
  };
}

/** Who owns the conversation after the events that follow `told`. */
function fold(told: Standing, log: readonly LogFrame[]): Standing {
  const standing = log.filter((frame) => frame.offset > told.at).reduce(after, told);
  // After a reconnect the server may say that an agent is there, but not who.
  return standing.owner === "agent" && standing.agentName === null
    ? { ...standing, agentName: lastAgent(log) }
    : standing;
}

function lastAgent(log: readonly LogFrame[]): string | null {
  const named = log.findLast(
    (frame) =>
      frame.type === "agent_message" || (frame.type === "queue" && frame.owner === "agent"),
  );
  return named?.type === "agent_message" || named?.type === "queue"
    ? (named.agent_name ?? null)
    : null;
}

function after(standing: Standing, frame: LogFrame): Standing {
  const at = frame.offset;
  switch (frame.type) {
    case "escalated":
      return { at, owner: "queue", agentName: null, queue: frame.queue ?? null };
    case "queue":
      return standingOf(frame, at);
    case "message":
      // Writing after the end begins anew, with the bot.
      return standing.owner === "resolved"
        ? { at, owner: "bot", agentName: null, queue: null }
        : { ...standing, at };
    default:
      return { ...standing, at };
  }
}

function deliver(
  state: ChatState,
  id: string,
  change: Partial<Pick<Outgoing, "delivery" | "error" | "done">>,
): ChatState {
  const outbox = state.outbox.map((item) => (item.id === id ? { ...item, ...change } : item));
  return { ...state, outbox };
}

function without(state: ChatState, gone: (item: Outgoing) => boolean): ChatState {
  return state.outbox.some(gone)
    ? { ...state, outbox: state.outbox.filter((item) => !gone(item)) }
    : state;
}

function lastOffset(state: ChatState): number {
  return state.log.at(-1)?.offset ?? -1;
}
