import { Fragment, type ReactNode, useMemo } from "react";
import { useWidget } from "../context";
import { type Block, type Inline, parseRichText } from "./richText";

/** The company's text with its little formatting, as elements. */
export function RichText({ text }: { text: string }) {
  const { server } = useWidget();
  const blocks = useMemo(() => parseRichText(text, server), [text, server]);
  return blocks.map((block, index) => <Fragment key={String(index)}>{showBlock(block)}</Fragment>);
}

function showBlock(block: Block): ReactNode {
  if (block.kind === "paragraph") return <p>{block.inlines.map(showInline)}</p>;
  const items = block.items.map((item, index) => (
    <li key={String(index)}>{item.map(showInline)}</li>
  ));
  return block.ordered ? <ol>{items}</ol> : <ul>{items}</ul>;
}

function showInline(inline: Inline, index: number): ReactNode {
  const key = String(index);
  switch (inline.kind) {
    case "text":
      return <Fragment key={key}>{inline.text}</Fragment>;
    case "bold":
      return <strong key={key}>{inline.text}</strong>;
    case "break":
      return <br key={key} />;
    case "link":
      return (
        <a key={key} href={inline.href} target="_blank" rel="noopener noreferrer">
          {inline.text}
        </a>
      );
  }
}
