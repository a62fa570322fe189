"""Markdown of articles: as plain text, as a short answer, and as HTML that can do no harm."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.token import Token

from prosa.library.content import MAX_SUMMARY_CHARS

SUMMARY_CHARS = 320
"""About two sentences: longer ones are not added to a summary."""

# HTML in the text stays text, and links lead only where markdown-it thinks them harmless (no `javascript:`).
_markdown: Final = MarkdownIt("commonmark", {"html": False}).enable("table").enable("strikethrough")
_SENTENCE_END = re.compile(r"(?<=[.!?…])[\"”»)]*\s+(?=[A-ZÀ-Þ0-9\"“«(])")


def as_html(body: str) -> str:
    """HTML for a preview. Whatever HTML the text holds is escaped."""
    return _markdown.render(body)


def plain(body: str) -> str:
    """The text without marks, a line for each block; images are left out."""
    return "\n".join(_blocks(body))


def short_answer(body: str) -> str:
    """The body's first sentences, for an author who gave no summary. Empty when there is no text."""
    text = next((block for block in _blocks(body, headings=False) if len(block) > 1), "")
    if not text:
        text = next(_blocks(body), "")
    answer = ""
    for sentence in _SENTENCE_END.split(" ".join(text.split())):
        longer = f"{answer} {sentence}".strip()
        if answer and len(longer) > SUMMARY_CHARS:
            break
        answer = longer
        if len(answer) >= SUMMARY_CHARS // 2:
            break
    return answer if len(answer) <= MAX_SUMMARY_CHARS else answer[: MAX_SUMMARY_CHARS - 1].rstrip() + "…"


def first_heading(body: str) -> str | None:
    """The text of the first heading, of whatever level."""
    tokens = _markdown.parse(body)
    for token, following in pairwise(tokens):
        if token.type == "heading_open" and (text := _text(following).strip()):
            return text
    return None


def _blocks(body: str, *, headings: bool = True) -> Iterator[str]:
    """Texts of paragraphs, cells, items and, if asked, headings; in order."""
    tokens = _markdown.parse(body)
    within_heading = False
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            within_heading = token.type == "heading_open"
        elif token.type == "inline" and (headings or not within_heading):
            if text := _text(token).strip():
                yield text
        elif token.type in ("fence", "code_block") and token.content.strip():
            yield token.content.strip()


def _text(token: Token) -> str:
    parts: list[str] = []
    for child in token.children or ():
        if child.type in ("text", "code_inline"):
            parts.append(child.content)
        elif child.type in ("softbreak", "hardbreak"):
            parts.append(" ")
    return "".join(parts)
