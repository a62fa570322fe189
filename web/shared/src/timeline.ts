/** What a screen shows of the state. */
import type { LogFrame } from "./frames";
import type { FileLink, ResponseBody } from "./protocol";
import type { ChatState, Delivery, Outgoing, OutgoingFile } from "./state";

/** One line of the conversation. `key` stays the same from sending to acceptance. */
export type Item = { key: string; at: number } & (
  | { kind: "day" }
  | {
      kind: "customer";
      id: string | null;
      text: string;
      delivery: Delivery | "accepted";
      error: string | null;
      files: readonly FileLink[];
      /** What is on its way with it, and how much of that has gone. */
      sending: { file: OutgoingFile; done: number } | null;
    }
  | { kind: "bot"; offset: number; body: ResponseBody; thumbs: Thumbs }
  | {
      kind: "agent";
      offset: number;
      text: string;
      name: string | null;
      files: readonly FileLink[];
    }
  | { kind: "escalated" }
  | { kind: "joined"; name: string | null }
  | { kind: "requeued" }
  | { kind: "returned" }
  | { kind: "resolved" }
  | { kind: "rated"; score: number }
);

/** Whether an answer helped: `up` and `down` as the customer said, `open` when they may say, else `none`. */
export type Thumbs = "none" | "open" | "up" | "down";

/** The conversation in order, with what is not accepted yet at its end, and a mark where a day begins. */
export function timeline(state: ChatState): Item[] {
  const items: Item[] = [
    ...state.log.flatMap((frame) => (frame.type === "thumb" ? [] : [fromLog(frame, state)])),
    ...state.outbox.flatMap((item) => (item.kind === "message" ? [fromOutbox(item)] : [])),
  ];
  return items.flatMap((item, index) => {
    const before = items[index - 1];
    const day = dayOf(item.at);
    return before !== undefined && dayOf(before.at) === day
      ? [item]
      : [{ kind: "day" as const, key: `day ${day} ${index}`, at: item.at }, item];
  });
}

function dayOf(at: number): string {
  return new Date(at).toDateString();
}

function fromLog(frame: Exclude<LogFrame, { type: "thumb" }>, state: ChatState): Item {
  const place = { key: String(frame.offset), at: Date.parse(frame.at) };
  switch (frame.type) {
    case "message":
      return {
        kind: "customer",
        at: place.at,
        key: frame.id ?? place.key,
        id: frame.id,
        text: frame.text,
        delivery: "accepted",
        error: null,
        files: frame.files ?? [],
        sending: null,
      };
    case "response":
      return {
        kind: "bot",
        ...place,
        offset: frame.offset,
        body: frame.response,
        thumbs: frame.thumbs ? thumbsOn(frame.offset, state) : "none",
      };
    case "agent_message":
      return {
        kind: "agent",
        ...place,
        offset: frame.offset,
        text: frame.text,
        name: frame.agent_name ?? null,
        files: frame.files ?? [],
      };
    case "escalated":
      return { kind: "escalated", ...place };
    case "rating":
      return { kind: "rated", ...place, score: frame.score };
    case "queue":
      return ownership(frame, place);
  }
}

function thumbsOn(offset: number, { log, outbox }: ChatState): Thumbs {
  const sent = outbox.findLast((item) => item.kind === "thumb" && item.of === offset);
  const stored = log.findLast((frame) => frame.type === "thumb" && frame.of === offset);
  const said = sent ?? stored;
  if (said === undefined || !("up" in said)) return "open";
  return said.up ? "up" : "down";
}

function ownership(
  frame: Extract<LogFrame, { type: "queue" }>,
  place: { key: string; at: number },
): Item {
  switch (frame.owner) {
    case "agent":
      return { kind: "joined", ...place, name: frame.agent_name ?? null };
    case "queue":
      return { kind: "requeued", ...place };
    case "bot":
      return { kind: "returned", ...place };
    case "resolved":
      return { kind: "resolved", ...place };
  }
}

function fromOutbox(item: Outgoing & { kind: "message" }): Item {
  return {
    kind: "customer",
    key: item.id,
    at: item.at,
    id: item.id,
    text: item.text,
    delivery: item.delivery,
    error: item.error ?? null,
    files: [],
    sending: item.file === undefined ? null : { file: item.file, done: item.done ?? 0 },
  };
}

/** Whether the customer has said nothing yet, so that the starting suggestions help. */
export function greets(state: ChatState): boolean {
  return (
    !state.log.some((frame) => frame.type === "message") &&
    !state.outbox.some((item) => item.kind === "message")
  );
}

/** Whether to ask for a rating: the conversation has ended, and its end was not rated yet. */
export function ratingDue(state: ChatState): boolean {
  if (state.standing.owner !== "resolved") return false;
  if (state.outbox.some((item) => item.kind === "rating")) return false;
  const end = state.log.findLastIndex(
    (frame) => frame.type === "queue" && frame.owner === "resolved",
  );
  return !state.log.slice(end + 1).some((frame) => frame.type === "rating");
}

/** How many messages of the company the customer has not seen. */
export function unread(state: ChatState): number {
  return state.log.filter(
    (frame) =>
      frame.offset > state.read && (frame.type === "response" || frame.type === "agent_message"),
  ).length;
}

/** What the bot has just said unasked, to be shown while the chat is closed; null when there is nothing. */
export function teaser(state: ChatState): { offset: number; text: string } | null {
  const last = state.log.findLast((frame) => frame.type !== "rating" && frame.type !== "thumb");
  if (last?.type !== "response" || last.response.type !== "proactive") return null;
  if (!state.caughtUp || last.offset <= Math.max(state.read, state.waved)) return null;
  return { offset: last.offset, text: last.response.text };
}
