/** What the inbox asks of the desk: canned replies, suggestions, files, the context card, corrections. */

import type { components } from "../api/schema";
import { request } from "./request";

const ROOT = "/api/agent";
const of = (id: string) => `${ROOT}/conversations/${id}`;

/** Says that the bot was wrong at this message. */
export const wrong = (id: string, offset: number, what: "intent" | "answer", intent?: string) =>
  request<unknown>("POST", `${of(id)}/messages/${offset}/wrong`, {
    body: { what, ...(intent === undefined ? {} : { intent }) },
  });

/** Begins an article from an agent's answer. */
export const draftArticle = (id: string, offset: number) =>
  request<{ article: string }>("POST", `${of(id)}/messages/${offset}/draft-article`);

export interface Canned {
  id: string;
  shortcut: string;
  title: string;
  text: string;
}

export const canned = (conversation: string) =>
  request<Canned[]>("GET", `${ROOT}/canned`, { query: { conversation } });

/** Counts that it was put into an answer: the most used come first. */
export const usedCanned = (id: string) => request<null>("POST", `${ROOT}/canned/${id}/used`);

export interface Suggestion {
  id: string;
  text: string;
  sources?: readonly { id: string; title: string; link: string }[];
}

export const suggestion = (id: string) => request<Suggestion | null>("GET", `${of(id)}/suggestion`);
export const judge = (
  id: string,
  suggestion: string,
  verdict: "accepted" | "edited" | "rejected",
) => request<unknown>("POST", `${of(id)}/suggestion/${suggestion}`, { body: { verdict } });

export interface ArticleLink {
  id: string;
  title: string;
  link: string;
}

export type Order = components["schemas"]["OrderCard"];

export interface Customer {
  id: string;
  name?: string | null;
  email?: string | null;
  phone?: string | null;
  notes?: string;
  vip?: boolean;
  /** The site has vouched for them. */
  identified?: boolean;
  profile?: Record<string, string>;
  preferences?: Record<string, string>;
}

export interface PastConversation {
  id: string;
  opened_at: string;
  owner: string;
  preview?: string | null;
  rating?: number | null;
}

export interface Context {
  customer: Customer | null;
  conversations: readonly PastConversation[];
  tickets: readonly components["schemas"]["TicketView"][];
  orders: readonly Order[];
  sentiment: readonly { offset: number; mood: number }[];
  intents: readonly { name: string; label?: string | null; confidence: number; offset: number }[];
  articles: readonly ArticleLink[];
  summary?: string | null;
  /** By a language model; else by rules. */
  summary_written?: boolean;
}

export const context = (id: string) => request<Context>("GET", `${of(id)}/context`);

const MOST_PAGES = 10;

/** Articles that may be sent: those that the bot may answer with, so no drafts, and what only the team reads. */
export async function articles(): Promise<ArticleLink[]> {
  const found: ArticleLink[] = [];
  let after: string | null = null;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const shelf: components["schemas"]["ShelfPageView"] = await request(
      "GET",
      "/api/knowledge/articles",
      { query: { limit: 100, after } },
    );
    for (const { id, title, read_at, searched } of shelf.articles)
      if (searched) found.push({ id, title, link: read_at });
    after = shelf.after;
    if (after === null) break;
  }
  return found;
}

/** What is left out stays. */
export interface ContactChange {
  name?: string;
  email?: string;
  phone?: string;
  notes?: string;
  vip?: boolean;
}

export const editContact = (id: string, change: ContactChange) =>
  request<Customer>("PATCH", `${ROOT}/contacts/${id}`, { body: change });

export const contacts = (q: string) =>
  request<Customer[]>("GET", `${ROOT}/contacts`, { query: { q } });

/** The other contact's conversations become this one's. */
export const mergeContacts = (id: string, other: string, force: boolean) =>
  request<Customer>("POST", `${ROOT}/contacts/${id}/merge`, { body: { other, force } });
