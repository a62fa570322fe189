/** What goes over the agents' socket, and the door through which text from the server becomes a frame. */
import type { AgentProtocol, Colleague } from "@prosa/shared/agent";

export type {
  ConversationRow,
  Counts,
  EventView,
  NoticeCode,
  Viewer,
} from "@prosa/shared/agent";

export type LiveFrame = AgentProtocol["server"];
export type AgentFrame = AgentProtocol["client"];
export type LiveFrameOf<T extends LiveFrame["type"]> = Extract<LiveFrame, { type: T }>;
export type PresenceName = Colleague["presence"];

type Shape = Record<string, "number" | "string" | "boolean" | "object" | "array">;

/** Fields that screens rely on. */
const NEEDED: Record<LiveFrame["type"], Shape> = {
  connected: { agent: "object" },
  conversations: { conversations: "array" },
  counts: { counts: "object" },
  events: { conversation: "string", events: "array" },
  opened: { conversation: "string", last_offset: "number" },
  viewers: { conversation: "string", viewers: "array" },
  customer_typing: { conversation: "string", on: "boolean" },
  presence: { agents: "array" },
  notice: { code: "string", conversation: "string" },
  error: { code: "string", message: "string" },
  ping: {},
};

/** The frame in this text, or null for what this version does not know or cannot use. */
export function decode(text: unknown): LiveFrame | null {
  if (typeof text !== "string") return null;
  const fields = parse(text);
  if (fields === null || typeof fields.type !== "string") return null;
  if (!Object.hasOwn(NEEDED, fields.type)) return null;
  const needed = Object.entries(NEEDED[fields.type as LiveFrame["type"]]);
  return needed.every(([name, kind]) => kindOf(fields[name]) === kind)
    ? (fields as unknown as LiveFrame)
    : null;
}

function kindOf(value: unknown): string {
  if (value === null) return "null";
  return Array.isArray(value) ? "array" : typeof value;
}

function parse(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return kindOf(value) === "object" ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}
