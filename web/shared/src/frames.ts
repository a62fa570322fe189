/** The frames of the protocol by kind, and the door through which text from the server becomes one. */
import type { Protocol } from "./protocol";

export type ClientFrame = Protocol["client"];
export type ServerFrame = Protocol["server"];

type Named<T extends ServerFrame["type"]> = Extract<ServerFrame, { type: T }>;

/** A frame that is an event of the conversation's log. */
export type LogFrame =
  | Named<"message">
  | Named<"response">
  | Named<"escalated">
  | Named<"agent_message">
  | Named<"rating">
  | Named<"thumb">
  | (Named<"queue"> & { offset: number; at: string });

/** Whether this frame has a place in the log. Only `queue` exists both with and without one. */
export function inLog(frame: ServerFrame): frame is LogFrame {
  switch (frame.type) {
    case "message":
    case "response":
    case "escalated":
    case "agent_message":
    case "rating":
    case "thumb":
      return true;
    case "queue":
      return typeof frame.offset === "number" && typeof frame.at === "string";
    default:
      return false;
  }
}

type Shape = Record<string, "number" | "string" | "boolean" | "object">;

/** Fields that a screen relies on. What is not here may be missing, and is treated so. */
const NEEDED: Record<ServerFrame["type"], Shape> = {
  connected: {
    session_id: "string",
    conversation_id: "string",
    last_offset: "number",
    owner: "string",
    assistant: "object",
    max_chars: "number",
    heartbeat_seconds: "number",
  },
  message: { offset: "number", at: "string", text: "string" },
  accepted: { id: "string", offset: "number", at: "string" },
  typing: { on: "boolean", source: "string" },
  draft: { answers: "number", sequence: "number", text: "string" },
  response: { offset: "number", at: "string", response: "object" },
  escalated: { offset: "number", at: "string" },
  queue: { owner: "string" },
  agent_message: { offset: "number", at: "string", text: "string" },
  rating: { offset: "number", at: "string", score: "number" },
  thumb: { offset: "number", at: "string", of: "number", up: "boolean" },
  resume: { last_offset: "number" },
  error: { code: "string", message: "string" },
  ping: {},
};

/** The frame in this text, or null for what this version does not know or cannot use. */
export function decode(text: unknown): ServerFrame | null {
  if (typeof text !== "string") return null;
  const value = parse(text);
  if (typeof value !== "object" || value === null || Array.isArray(value)) return null;
  const fields = value as Record<string, unknown>;
  if (typeof fields.type !== "string" || !Object.hasOwn(NEEDED, fields.type)) return null;
  const needed = Object.entries(NEEDED[fields.type as ServerFrame["type"]]);
  const fits = needed.every(
    ([name, kind]) => typeof fields[name] === kind && fields[name] !== null,
  );
  return fits ? (fields as unknown as ServerFrame) : null;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
