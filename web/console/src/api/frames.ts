/** What goes over the agents' socket, and the door through which text from the server becomes a frame. */
import type { components } from "./schema";

export type ConversationView = components["schemas"]["ConversationView"];
export type EventView = components["schemas"]["EventView"];

/** How many conversations each view of the inbox holds. */
export interface Counts {
  mine: number;
  queue: number;
  unassigned: number;
  all: number;
  by_team: Record<string, number>;
  mentions: number;
  /** Due soon or late. */
  sla: number;
}

/** Somebody who looks at a conversation too. */
export interface Viewer {
  id: string;
  name: string;
  typing: boolean;
}

export type PresenceName = "online" | "busy" | "away" | "offline";

export interface AgentPresence {
  id: string;
  name: string;
  presence: PresenceName;
}

export type NoticeCode = "assigned" | "mention" | "sla_warning" | "new_in_queue";

export type LiveFrame =
  | { type: "connected"; agent: string; version: number; heartbeat_seconds: number }
  | { type: "conversations"; conversations: ConversationView[] }
  | ({ type: "counts" } & Counts)
  | { type: "events"; conversation: string; events: EventView[] }
  | { type: "opened"; conversation: string; last_offset: number }
  | { type: "viewers"; conversation: string; viewers: Viewer[] }
  | { type: "customer_typing"; conversation: string; on: boolean; preview?: string | null }
  | { type: "presence"; agents: AgentPresence[] }
  | { type: "notice"; code: NoticeCode; conversation: string; text?: string | null }
  | { type: "error"; code: string; message: string }
  | { type: "ping" };

export type AgentFrame =
  | { type: "open"; conversation: string; after: number }
  | { type: "close"; conversation: string }
  | { type: "typing"; conversation: string; on: boolean }
  | { type: "seen"; conversation: string; offset: number }
  | { type: "active" }
  | { type: "ping" };

export type LiveFrameOf<T extends LiveFrame["type"]> = Extract<LiveFrame, { type: T }>;

type Shape = Record<string, "number" | "string" | "boolean" | "array">;

/** Fields that screens rely on. */
const NEEDED: Record<LiveFrame["type"], Shape> = {
  connected: { heartbeat_seconds: "number" },
  conversations: { conversations: "array" },
  counts: { mine: "number", queue: "number", all: "number" },
  events: { conversation: "string", events: "array" },
  opened: { conversation: "string", last_offset: "number" },
  viewers: { conversation: "string", viewers: "array" },
  customer_typing: { conversation: "string", on: "boolean" },
  presence: { agents: "array" },
  notice: { code: "string", conversation: "string" },
  error: { code: "string" },
  ping: {},
};

/** The frame in this text, or null for what this version does not know or cannot use. */
export function decode(text: unknown): LiveFrame | null {
  if (typeof text !== "string") return null;
  const fields = parse(text);
  if (fields === null || typeof fields.type !== "string") return null;
  if (!Object.hasOwn(NEEDED, fields.type)) return null;
  const needed = Object.entries(NEEDED[fields.type as LiveFrame["type"]]);
  const fits = needed.every(([name, kind]) =>
    kind === "array" ? Array.isArray(fields[name]) : typeof fields[name] === kind,
  );
  return fits ? (fields as unknown as LiveFrame) : null;
}

function parse(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    const object = typeof value === "object" && value !== null && !Array.isArray(value);
    return object ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}
