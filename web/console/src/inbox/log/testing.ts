/** Events for tests. */
import type { EventData, LogEvent, Source } from "../types";

const BEGAN = Date.parse("2026-03-02T12:00:00Z");

/** An event of a log; without a time of its own, one second after the one before. */
export function event(offset: number, source: Source, data: unknown, at?: string): LogEvent {
  return {
    offset,
    source,
    at: at ?? new Date(BEGAN + offset * 1000).toISOString(),
    data: data as EventData,
  } as LogEvent;
}

export const said = (offset: number, source: Source, text: string): LogEvent =>
  event(offset, source, {
    kind: "message",
    type: "text",
    text,
    ...(source === "agent" ? { agent_name: "Ana" } : {}),
  });

export const handed = (offset: number, step: string, more: object = {}): LogEvent =>
  event(offset, "system", { kind: "handoff", step, urgency: "medium", ...more });

export const status = (offset: number, of: number, state: string): LogEvent =>
  event(offset, "system", { kind: "status", of, state });

export const note = (offset: number, text: string): LogEvent =>
  event(offset, "agent", { kind: "note", text });
