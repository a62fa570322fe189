/** Variables of ready answers: `{{primeiro_nome}}` becomes what is known of the customer. */
import type { Reply } from "./api";

export const VARIABLES = [
  "primeiro_nome",
  "nome",
  "saudacao",
  "pedido",
  "chamado",
  "email",
  "telefone",
  "atendente",
  "empresa",
] as const;
export type Variable = (typeof VARIABLES)[number];

/** Names in English stand for the same. */
const ALIASES: Record<string, Variable> = {
  first_name: "primeiro_nome",
  name: "nome",
  greeting: "saudacao",
  order: "pedido",
  ticket: "chamado",
  phone: "telefone",
  agent: "atendente",
  company: "empresa",
};

const MARK = /\{\{[ \t]*(\w{1,40})[ \t]*\}\}/g;

/** A piece of a text: words, a variable, or something in braces that nothing stands for. */
export type Piece =
  | { kind: "words"; text: string }
  | { kind: "variable"; name: Variable }
  | { kind: "unknown"; text: string };

export function piecesOf(text: string): Piece[] {
  const pieces: Piece[] = [];
  let end = 0;
  for (const found of text.matchAll(MARK)) {
    if (found.index > end) pieces.push({ kind: "words", text: text.slice(end, found.index) });
    const name = variableNamed(found[1] ?? "");
    pieces.push(
      name === undefined ? { kind: "unknown", text: found[0] } : { kind: "variable", name },
    );
    end = found.index + found[0].length;
  }
  if (end < text.length) pieces.push({ kind: "words", text: text.slice(end) });
  return pieces;
}

function variableNamed(name: string): Variable | undefined {
  return (
    VARIABLES.find((one) => one === name) ??
    (Object.hasOwn(ALIASES, name) ? ALIASES[name] : undefined)
  );
}

/** The text with a variable put in the place of what is selected. */
export function inserted(text: string, start: number, end: number, name: Variable) {
  const mark = `{{${name}}}`;
  return {
    text: `${text.slice(0, start)}${mark}${text.slice(end)}`,
    caret: start + mark.length,
  };
}

/** Replies in which every word that was typed occurs, in whatever case and accents. */
export function matching(replies: readonly Reply[], search: string): Reply[] {
  const words = plain(search).split(/\s+/).filter(Boolean);
  return replies.filter(({ shortcut, title, template }) => {
    const text = plain(`/${shortcut} ${title} ${template}`);
    return words.every((word) => text.includes(word));
  });
}

function plain(text: string): string {
  return text.normalize("NFD").replaceAll(/\p{M}/gu, "").toLowerCase();
}
