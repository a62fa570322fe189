/** What the timeline shows of a log: its lines in order, marks where a day begins, and what is not sent yet. */
import type { LogEvent, Said } from "../types";
import type { Log } from "./log";
import type { Unsent } from "./unsent";

export type Line = { key: string; at: number } & (
  | { kind: "day" }
  | { kind: "unread" }
  | {
      kind: "said";
      offset: number;
      voice: "customer" | "bot" | "agent";
      name: string | null;
      message: Said;
      /** Whether it follows something of the same voice at once, so that its name need not be said again. */
      goesOn: boolean;
    }
  | { kind: "note"; offset: number; event: LogEvent; text: string; name: string | null }
  | { kind: "event"; offset: number; event: LogEvent }
  | { kind: "unsent"; item: Unsent }
);

const TOGETHER_MS = 5 * 60_000;

/** The lines of a conversation. `readTo`: what came after it, from the customer, is marked as new. */
export function timeline(
  log: Log,
  unsent: readonly Unsent[] = [],
  readTo: number | null = null,
): Line[] {
  const lines: Line[] = [];
  let day = "";
  let before: Line | null = null;
  let marked = readTo === null;
  for (const event of log.events) {
    const line = lineOf(event);
    if (line === null) continue;
    const today = dayOf(line.at);
    if (today !== day) {
      lines.push({ kind: "day", key: `day ${today} ${event.offset}`, at: line.at });
      day = today;
      before = null;
    }
    if (!marked && event.source === "customer" && event.offset > (readTo ?? -1)) {
      lines.push({ kind: "unread", key: "unread", at: line.at });
      marked = true;
      before = null;
    }
    if (line.kind === "said") line.goesOn = follows(before, line);
    lines.push(line);
    before = line;
  }
  for (const item of notIn(log, unsent)) {
    lines.push({ kind: "unsent", key: `unsent ${item.id}`, at: item.at, item });
  }
  return lines;
}

/** What of the unsent is not in the log yet: the server's event may come before its answer does. */
export function notIn(log: Log, unsent: readonly Unsent[]): Unsent[] {
  const taken = new Set<number>();
  return unsent.filter((item) => {
    const found = log.events.findLast(
      ({ offset, source, data }) =>
        source === "agent" &&
        offset > item.after &&
        !taken.has(offset) &&
        data.kind === (item.kind === "note" ? "note" : "message") &&
        "text" in data &&
        data.text === item.text,
    );
    if (found !== undefined) taken.add(found.offset);
    return found === undefined;
  });
}

function lineOf(event: LogEvent): Line | null {
  const { offset, source, data } = event;
  const place = { key: String(offset), at: Date.parse(event.at), offset };
  switch (data.kind) {
    case "message": {
      const voice = source === "customer" || source === "agent" ? source : "bot";
      const name = data.agent_name ?? null;
      return { kind: "said", ...place, voice, name, message: data, goesOn: false };
    }
    case "note":
      return { kind: "note", ...place, event, text: data.text, name: nameIn(data) };
    case "status":
      return null;
    default:
      return { kind: "event", ...place, event };
  }
}

function nameIn(data: object): string | null {
  return "agent_name" in data && typeof data.agent_name === "string" ? data.agent_name : null;
}

function follows(before: Line | null, line: Line & { kind: "said" }): boolean {
  return (
    before?.kind === "said" &&
    before.voice === line.voice &&
    before.name === line.name &&
    line.at - before.at < TOGETHER_MS
  );
}

function dayOf(at: number): string {
  const date = new Date(at);
  return `${date.getFullYear()}-${date.getMonth()}-${date.getDate()}`;
}
