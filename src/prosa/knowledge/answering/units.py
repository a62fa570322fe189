"""An article's body as what can be said one by one: sentences, items of lists, rows of tables. Pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

MOST_UNITS = 400
"""Of one text; what stands behind them is left to the reader of the whole article."""

_markdown = MarkdownIt("commonmark", {"html": True}).enable("table")
_ABBREVIATIONS = frozenset("sr sra dr dra ex etc av r n nº tel art obs pág vs aprox".split())
_END = re.compile(r"(?<=[.!?…])[\"”’)\]]*\s+(?=[\"“‘(\[]*[A-ZÀ-Ý0-9])")
_LAST_WORD = re.compile(r"(\w+)\.[\"”’)\]]*$")


class Kind(StrEnum):
    """What stands where in a text."""

    SENTENCE = "sentence"
    ITEM = "item"
    """Of a list whose order says nothing: it stands alone."""
    STEP = "step"
    """Of a numbered list: it makes sense after those before it."""
    ROW = "row"
    """Of a table, with what its columns mean."""


@dataclass(frozen=True, slots=True)
class Unit:
    """Something that can be said by itself, as plain text."""

    text: str
    block: int
    """Counts paragraphs, lists and tables: units of one block read well together."""
    heading: str = ""
    """What stands above it."""
    kind: Kind = Kind.SENTENCE


def units(markdown: str) -> list[Unit]:
    """All units of a text, in order. HTML is passed over: nobody sees comments, and tags say nothing."""
    return list(islice(_units(markdown), MOST_UNITS))


def sentences(text: str) -> list[str]:
    """The sentences of a paragraph."""
    parts: list[str] = []
    begin = 0
    for end in _END.finditer(text):
        sentence = text[begin : end.start()].strip()
        last = _LAST_WORD.search(sentence)
        if last is not None and last[1].casefold() in _ABBREVIATIONS:
            continue
        parts.append(sentence)
        begin = end.end()
    return [part for part in (*parts, text[begin:].strip()) if part]


def _units(markdown: str) -> Iterator[Unit]:
    heading = ""
    for block, node in enumerate(SyntaxTreeNode(_markdown.parse(markdown)).children):
        if node.type == "heading":
            heading = _plain(node)
        for kind, text in _lines(node):
            yield Unit(text, block, heading, kind)


def _lines(node: SyntaxTreeNode) -> Iterator[tuple[Kind, str]]:
    """What a block says, line by line."""
    match node.type:
        case "paragraph":
            yield from ((Kind.SENTENCE, sentence) for sentence in sentences(_plain(node)))
        case "bullet_list" | "ordered_list":
            kind = Kind.STEP if node.type == "ordered_list" else Kind.ITEM
            yield from ((kind, text) for text in _paragraphs(node))
        case "table":
            yield from ((Kind.ROW, row) for row in _rows(node))
        case "blockquote":
            for child in node.children:
                yield from _lines(child)
        case _:
            return


def _paragraphs(node: SyntaxTreeNode) -> Iterator[str]:
    """The texts in a list, those of lists within it as well."""
    for inner in node.walk(include_self=False):
        if inner.type == "paragraph" and (text := _plain(inner)):
            yield text


def _rows(table: SyntaxTreeNode) -> Iterator[str]:
    """Each row with what its columns mean: "Norte · Capital: 7 a 12 dias · Interior: 9 a 18 dias"."""
    lines = [[_plain(cell) for cell in row.children] for row in table.walk() if row.type == "tr"]
    head = lines[0] if lines else []
    for cells in lines[1:]:
        if row := _row(head, cells):
            yield row


def _row(head: Sequence[str], cells: Sequence[str]) -> str:
    named = (
        f"{name}: {cell}" if name else cell for name, cell in zip(head[1:], cells[1:], strict=False) if cell
    )
    return " · ".join(part for part in (*cells[:1], *named) if part)


def _plain(node: SyntaxTreeNode) -> str:
    """The text as it is read: without marks, tags and pictures."""
    return " ".join(_text(node).split())


def _text(node: SyntaxTreeNode) -> str:
    if node.type in ("image", "html_inline"):
        return ""
    if node.type in ("softbreak", "hardbreak"):
        return " "
    return "".join(map(_text, node.children)) if node.children else node.content
