import { Typography } from "@mantine/core";
import "./knowledge.css";
import { createElement, Fragment, type ReactNode, useMemo } from "react";

/** What Markdown makes, and no more: anything else is shown as the text in it. */
const TAGS = new Set(
  "a blockquote br code del em h1 h2 h3 h4 h5 h6 hr li ol p pre s strong table tbody td th thead tr ul".split(
    " ",
  ),
);
const DEEPEST = 60;

/** HTML of the server as elements of ours, made one by one: nothing in it runs or leads where it should not. */
export function Html({ html }: { html: string }) {
  const shown = useMemo(() => elementsOf(html), [html]);
  return <Typography className="prosa-article">{shown}</Typography>;
}

export function elementsOf(html: string): ReactNode {
  const page = new DOMParser().parseFromString(html, "text/html");
  return children(page.body, 0);
}

function children(parent: Node, depth: number): ReactNode[] {
  return [...parent.childNodes].map((node, place) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: made anew as a whole, so a place is who one is
    <Fragment key={place}>{shown(node, depth)}</Fragment>
  ));
}

function shown(node: Node, depth: number): ReactNode {
  if (node.nodeType === Node.TEXT_NODE) return node.textContent;
  if (!(node instanceof Element)) return null;
  const tag = node.tagName.toLowerCase();
  if (depth > DEEPEST) return node.textContent;
  if (!TAGS.has(tag)) return tag === "script" || tag === "style" ? null : children(node, depth + 1);
  if (tag === "br" || tag === "hr") return createElement(tag);
  if (tag === "a") return link(node, depth);
  // Whole tables only: text between rows would not be one.
  const inner = children(node, depth + 1);
  return createElement(tag, alignment(node), ...(TABLE.has(tag) ? cells(node, depth) : inner));
}

const TABLE = new Set(["table", "thead", "tbody", "tr"]);

function cells(node: Element, depth: number): ReactNode[] {
  return [...node.children].map((child) => shown(child, depth + 1));
}

function link(node: Element, depth: number): ReactNode {
  const href = node.getAttribute("href") ?? "";
  const inner = children(node, depth + 1);
  if (!/^(https?:\/\/|\/(?!\/)|mailto:|#)/i.test(href)) return inner;
  return createElement(
    "a",
    { href, target: "_blank", rel: "noopener noreferrer nofollow" },
    ...inner,
  );
}

function alignment(node: Element) {
  const align = /text-align:\s*(left|right|center)/.exec(node.getAttribute("style") ?? "")?.[1];
  return align === undefined ? null : { style: { textAlign: align } };
}
