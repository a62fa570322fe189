/** What the inbox shows, as the API gives it. */
import type { components } from "../api/schema";

type Schemas = components["schemas"];

export type Urgency = Schemas["Urgency"];
export type Owner = Schemas["Owner"];
export type LogEvent = Schemas["EventView"];
export type EventData = LogEvent["data"];
export type Source = LogEvent["source"];
export type Said = Extract<EventData, { kind: "message" }>;
export type HandOff = Extract<EventData, { kind: "handoff" }>;
export type TicketCard = NonNullable<Said["ticket"]>;

/** A conversation as the list shows it. What other parts of the house add to it may be missing. */
export type Row = Schemas["ConversationView"] &
  Partial<Omit<Schemas["ConversationRow"], keyof Schemas["ConversationView"]>> & {
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
    /** While the bot takes a step: who asked it to, and gets the floor back. */
    lent_by?: string | null;
    delivered_offset?: number;
    read_offset?: number;
  };
