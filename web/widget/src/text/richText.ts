/**
 * The little formatting that the company's texts may use: paragraphs, line breaks, lists, **bold** and links.
 * It becomes a tree of known things; whatever is not one of them, HTML above all, stays the text it is.
 */

export type Inline =
  | { kind: "text"; text: string }
  | { kind: "bold"; text: string }
  | { kind: "link"; text: string; href: string }
  | { kind: "break" };

export type Block =
  | { kind: "paragraph"; inlines: Inline[] }
  | { kind: "list"; ordered: boolean; items: Inline[][] };

const BULLET = /^\s{0,3}[-*•]\s+(.*)$/;
const NUMBER = /^\s{0,3}\d{1,3}[.)]\s+(.*)$/;
const INLINE =
  /\*\*(?<bold>[^*\n]{1,500})\*\*|\[(?<label>[^[\]\n]{1,300})\]\((?<href>[^\s()]{1,1000})\)|(?<bare>https?:\/\/[^\s<>"']{3,1000})/g;

/** The blocks of this text. Links lead only where `safeHref` lets them; else they are text. */
export function parseRichText(text: string, base: string): Block[] {
  const blocks: Block[] = [];
  for (const line of text.replaceAll("\r\n", "\n").split("\n")) addLine(blocks, line, base);
  return blocks.filter((block) => block.kind === "list" || block.inlines.length > 0);
}

function addLine(blocks: Block[], line: string, base: string): void {
  const last = blocks.at(-1);
  const bullet = BULLET.exec(line);
  const item = bullet ?? NUMBER.exec(line);
  if (item !== null) {
    const ordered = bullet === null;
    const inlines = parseInline(item[1] ?? "", base);
    if (last?.kind === "list" && last.ordered === ordered) last.items.push(inlines);
    else blocks.push({ kind: "list", ordered, items: [inlines] });
  } else if (line.trim() === "") {
    blocks.push({ kind: "paragraph", inlines: [] });
  } else if (last?.kind === "paragraph" && last.inlines.length > 0) {
    last.inlines.push({ kind: "break" }, ...parseInline(line, base));
  } else {
    blocks.push({ kind: "paragraph", inlines: parseInline(line, base) });
  }
}

function parseInline(line: string, base: string): Inline[] {
  const inlines: Inline[] = [];
  let done = 0;
  for (const match of line.matchAll(INLINE)) {
    const found = toInline(match, base);
    if (found === null) continue;
    if (match.index > done) inlines.push({ kind: "text", text: line.slice(done, match.index) });
    inlines.push(found.inline);
    done = match.index + found.length;
  }
  if (done < line.length) inlines.push({ kind: "text", text: line.slice(done) });
  return inlines;
}

function toInline(match: RegExpExecArray, base: string): { inline: Inline; length: number } | null {
  const { bold, label, href, bare } = match.groups ?? {};
  if (bold !== undefined) return { inline: { kind: "bold", text: bold }, length: match[0].length };
  // A full stop or bracket at the end belongs to the sentence.
  const address = href ?? bare?.replace(/[.,;:!?)\]]+$/, "") ?? "";
  const safe = safeHref(address, base);
  if (safe === null) return null;
  const length = bare === undefined ? match[0].length : address.length;
  return { inline: { kind: "link", text: label ?? address, href: safe }, length };
}

/** The full address if it leads to the web, a mailbox or a phone; null for scripts, data and nonsense. */
export function safeHref(address: string | null | undefined, base: string): string | null {
  if (address == null || address === "") return null;
  try {
    const url = new URL(address, base);
    return ["http:", "https:", "mailto:", "tel:"].includes(url.protocol) ? url.href : null;
  } catch {
    return null;
  }
}
