/** What the inbox shows, as the API gives it. */
import type { components } from "../api/schema";

type Schemas = components["schemas"];

export type Urgency = Schemas["Urgency"];
export type Owner = Schemas["Owner"];
export type LogEvent = Schemas["EventView"];
export type EventData = LogEvent["data"];
export type Source = LogEvent["source"];
export type Me = Schemas["AgentView"];
export type Said = Extract<EventData, { kind: "message" }>;
export type HandOff = Extract<EventData, { kind: "handoff" }>;
export type TicketCard = NonNullable<Said["ticket"]>;

/** The last thing said, for the list. */
export interface Preview {
  source: Source;
  kind?: string;
  text: string;
  at?: string;
}

/** A conversation as the list shows it. What the server does not tell (yet) is left out. */
export type Row = Schemas["ConversationView"] & {
  customer_name?: string | null;
  preview?: Preview | null;
  unread?: number;
  snippet?: string | null;
  team?: string | null;
  tags?: readonly string[];
  priority?: Urgency | null;
  vip?: boolean;
  snoozed_until?: string | null;
  waiting_since?: string | null;
  first_response_due?: string | null;
  next_response_due?: string | null;
  resolution_due?: string | null;
  position?: number | null;
};
