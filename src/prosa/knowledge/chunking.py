"""Cuts an article into passages that can be found and shown on their own. Pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.token import Token

SIZE = 500
"""Characters that a passage is meant to have: two or three sentences, one idea."""
LIMIT = 900
"""Characters that it never exceeds."""
_HEADER_LIMIT = 300
"""Characters of a table's header that go with each of its rows."""
_HEADING_LIMIT = 200

_markdown = MarkdownIt("commonmark").enable("table")
_SENTENCE_END = re.compile(r"(?<=[.!?…;:])\s+(?=[\"“(*_]*[A-ZÀ-Ý0-9])")


@dataclass(frozen=True, slots=True)
class Chunk:
    """A passage of an article."""

    headings: tuple[str, ...]
    """The headings it stands under, outermost first."""
    text: str
    """Markdown, at most `LIMIT` characters. Rows of a table stand below its header."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """What is not cut: a paragraph or a sentence of it, an item of a list, a row of a table."""

    text: str
    header: str = ""
    """The table's first lines."""
    joint: str = "\n\n"
    """What stands between this piece and the one before."""

    def after(self, before: "_Piece | None") -> str:
        """As it reads after another piece of the same passage, or as its first."""
        if before is None or (self.header and self.header != before.header):
            return f"{self.header}\n{self.text}" if self.header else self.text
        return self.text


def chunks(markdown: str) -> list[Chunk]:
    """The passages of an article's body, in order. A passage never goes over a heading."""
    found: list[Chunk] = []
    for headings, pieces in _sections(markdown):
        found += [Chunk(headings, text) for text in _packed(pieces)]
    return found


def sentences(text: str) -> list[str]:
    """The sentences of a passage; the items of a list and the rows of a table count as such."""
    return [
        sentence.strip()
        for line in text.splitlines()
        for sentence in _SENTENCE_END.split(line)
        if sentence.strip()
    ]


def _sections(markdown: str) -> Iterator[tuple[tuple[str, ...], list[_Piece]]]:
    lines = markdown.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    tokens = _markdown.parse("\n".join(lines))
    path: list[tuple[int, str]] = []
    pieces: list[_Piece] = []
    for number, token in enumerate(tokens):
        if token.level or token.map is None:
            continue
        if token.type == "heading_open":
            if pieces:
                yield tuple(heading for _, heading in path), pieces
                pieces = []
            depth = int(token.tag[1:])
            title = " ".join(tokens[number + 1].content.split())[:_HEADING_LIMIT]
            path = [(above, heading) for above, heading in path if above < depth]
            if title:
                path.append((depth, title))
        else:
            pieces += _pieces(token, tokens[number:], lines)
    if pieces:
        yield tuple(heading for _, heading in path), pieces


def _pieces(token: Token, following: Sequence[Token], lines: list[str]) -> Iterator[_Piece]:
    start, end = token.map or (0, 0)
    if token.type in ("bullet_list_open", "ordered_list_open"):
        yield from _items(following, lines)
    elif token.type == "table_open":
        yield from _rows(lines[start:end])
    else:
        text = "\n".join(lines[start:end]).strip()
        if text:
            yield from _cut(text, "\n\n")


def _items(following: Sequence[Token], lines: list[str]) -> Iterator[_Piece]:
    joint = "\n\n"
    for token in following:
        if token.level == 0 and token.nesting < 0:
            return
        if token.type == "list_item_open" and token.level == 1 and token.map:
            text = "\n".join(lines[slice(*token.map)]).rstrip()
            if text.strip():
                yield from _cut(text, joint)
                joint = "\n"


def _rows(lines: list[str]) -> Iterator[_Piece]:
    head = [line[: _HEADER_LIMIT // 2] for line in lines[:2]]
    header = "\n".join(head)
    rows = [row for row in lines[2:] if row.strip()]
    # A header that had to be cut, or that has nothing below, is content too.
    if not rows or head != lines[:2]:
        yield from _cut("\n".join(lines[:2]), "\n\n")
    room = LIMIT - len(header) - 1
    joint = "\n\n"
    for row in rows:
        for part in _bounded(row, room):
            yield _Piece(part, header, joint)
            joint = "\n"


def _cut(text: str, joint: str) -> Iterator[_Piece]:
    """A text in one piece, or a longer one by its sentences."""
    if len(text) <= SIZE:
        yield _Piece(text, joint=joint)
        return
    for sentence in _SENTENCE_END.split(text):
        for part in _bounded(sentence, LIMIT):
            yield _Piece(part, joint=joint)
            joint = " "


def _bounded(text: str, room: int) -> Iterator[str]:
    """A text by words, for what has no sentences; a word longer than a passage is cut."""
    while len(text) > room:
        cut = text.rfind(" ", 1, room + 1)
        cut = cut if cut > 0 else room
        if head := text[:cut].rstrip():
            yield head
        text = text[cut:].lstrip()
    if text.strip():
        yield text


def _packed(pieces: Sequence[_Piece]) -> Iterator[str]:
    """Neighbouring pieces together, so that all passages of a section are about as long."""
    total = sum(len(piece.text) for piece in pieces)
    parts = max(1, round(total / SIZE))
    text, last, passed, part = "", None, 0.0, 0
    for piece in pieces:
        belongs = int((passed + len(piece.text) / 2) / total * parts)
        passed += len(piece.text)
        longer = f"{text}{piece.joint}{piece.after(last)}" if last else piece.after(None)
        if last and (belongs != part or len(longer) > LIMIT):
            yield text
            longer = piece.after(None)
        text, last, part = longer, piece, belongs
    if last:
        yield text
