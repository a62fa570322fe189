/** What the inbox asks of the API. */
import type { components } from "../api/schema";
import type { Filters } from "./filters";
import type { Unsent } from "./log/unsent";
import { request } from "./request";
import type { LogEvent, Row, Urgency } from "./types";

const ROOT = "/api/agent";
const of = (id: string) => `${ROOT}/conversations/${id}`;

export interface Page {
  conversations: Row[];
  after: string | null;
}

export const list = (filters: Filters, after: string | null, signal: AbortSignal) =>
  request<Page>("GET", `${ROOT}/conversations`, {
    query: { ...filters, after, limit: 50 },
    signal,
  });

export type Counts = Partial<components["schemas"]["Counts"]>;

export const counts = () => request<Counts>("GET", `${ROOT}/counts`);

interface Stretch {
  conversation: Row;
  events: LogEvent[];
}

/** A conversation and what follows an offset. */
export const stretch = (id: string, after: number, limit: number) =>
  request<Stretch>("GET", of(id), { query: { after, limit } });

export const takeNext = () => request<Row | null>("POST", `${ROOT}/next`);
export const take = (id: string) => request<Row>("POST", `${of(id)}/take`);
export const release = (id: string) => request<Row>("POST", `${of(id)}/release`);
export const giveToBot = (id: string) => request<Row>("POST", `${of(id)}/return`);
export const resolve = (id: string, reason: string | null) =>
  request<Row>("POST", `${of(id)}/resolve`, reason === null ? {} : { body: { reason } });

/** Says or notes what an agent wrote. */
export const send = (item: Unsent, force: boolean) =>
  request<LogEvent>(
    "POST",
    `${of(item.conversation)}/${item.kind === "note" ? "notes" : "messages"}`,
    {
      body: {
        text: item.text,
        message_id: item.id,
        ...(item.mentions.length > 0 ? { mentions: item.mentions } : {}),
        ...(item.files.length > 0 ? { files: item.files } : {}),
        ...(force ? { force } : {}),
      },
    },
  );

export interface Colleague {
  id: string;
  name: string;
  presence?: "online" | "busy" | "away" | "offline";
  open?: number;
  max?: number;
  teams?: readonly string[];
}

export const colleagues = async () =>
  (await request<{ colleagues: Colleague[] }>("GET", `${ROOT}/colleagues`)).colleagues;

export interface BotStepOffer {
  form: string;
  label: string;
}

/** What the bot may be asked to do, by what people call it. */
export const botSteps = () => request<BotStepOffer[]>("GET", `${ROOT}/bot-steps`);

export interface Team {
  id: string;
  name: string;
}

export const teams = () => request<Team[]>("GET", "/api/people/teams");

export const transfer = (id: string, to: { agent?: string; team?: string; note?: string }) =>
  request<Row>("POST", `${of(id)}/transfer`, { body: to });
export const assign = (id: string, agent: string) =>
  request<Row>("POST", `${of(id)}/assign`, { body: { agent } });
export const botStep = (id: string, form: string) =>
  request<unknown>("POST", `${of(id)}/bot-step`, { body: { form } });

export interface Tag {
  id: string;
  name: string;
  color?: string | null;
}

export const tags = () => request<Tag[]>("GET", `${ROOT}/tags`);
export const setTags = (id: string, chosen: readonly string[]) =>
  request<Row>("PUT", `${of(id)}/tags`, { body: { tags: chosen } });
export const setPriority = (id: string, priority: Urgency) =>
  request<Row>("PUT", `${of(id)}/priority`, { body: { priority } });
export const snooze = (id: string, until: string | null) =>
  request<Row>("PUT", `${of(id)}/snooze`, { body: { until } });

export type NewTicket = components["schemas"]["NewTicket"];
export const openTicket = (ticket: NewTicket) =>
  request<components["schemas"]["TicketWithHistory"]>("POST", `${ROOT}/tickets`, { body: ticket });
