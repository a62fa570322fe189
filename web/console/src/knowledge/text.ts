/** What an author has written, before it is saved. */
import type { Article, ArticleText } from "./api";

/** The fields of the editor: lists as lines, days as text. */
export interface Text {
  title: string;
  summary: string;
  body: string;
  audience: string;
  language: string;
  valid_from: string;
  valid_until: string;
  tags: string[];
  intents: string[];
  questions: string[];
  link: string;
}

export const BLANK: Text = {
  title: "",
  summary: "",
  body: "",
  audience: "all",
  language: "pt-BR",
  valid_from: "",
  valid_until: "",
  tags: [],
  intents: [],
  questions: [],
  link: "",
};

export function textOf(article: Article): Text {
  return {
    title: article.title,
    summary: article.summary,
    body: article.body,
    audience: article.audience,
    language: article.language,
    valid_from: article.valid_from ?? "",
    valid_until: article.valid_until ?? "",
    tags: [...article.tags],
    intents: [...article.intents],
    questions: [...article.questions],
    link: article.link ?? "",
  };
}

/** As the API takes it. */
export function sent(text: Text): ArticleText {
  return {
    ...text,
    title: text.title.trim(),
    valid_from: text.valid_from || null,
    valid_until: text.valid_until || null,
    link: text.link.trim() || null,
  };
}

export function same(one: Text, other: Text): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** What is kept of unsaved work: what was written, and the version it began from. */
export interface Kept {
  text: Text;
  basedOn: number | null;
}

const PREFIX = "prosa.console.article.";

export function kept(id: string): Kept | null {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(PREFIX + id) ?? "null");
    return isKept(value) ? { ...value, text: { ...BLANK, ...value.text } } : null;
  } catch {
    return null;
  }
}

/** Returns whether there was room for it. */
export function keep(id: string, work: Kept): boolean {
  try {
    localStorage.setItem(PREFIX + id, JSON.stringify(work));
    return true;
  } catch {
    return false;
  }
}

export function forget(id: string): void {
  localStorage.removeItem(PREFIX + id);
}

function isKept(value: unknown): value is Kept {
  if (typeof value !== "object" || value === null || !("text" in value)) return false;
  const { text } = value;
  if (typeof text !== "object" || text === null) return false;
  return Object.entries(text).every(([name, part]) =>
    ["tags", "intents", "questions"].includes(name)
      ? Array.isArray(part) && part.every((one) => typeof one === "string")
      : typeof part === "string",
  );
}
