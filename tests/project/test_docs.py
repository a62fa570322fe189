"""What the documentation points at exists."""

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
MARKDOWN = MarkdownIt("commonmark").enable("table")
TARGETS = {
    line.split(":")[0]
    for line in (ROOT / "Makefile").read_text().splitlines()
    if re.match(r"[a-z0-9]+:", line)
}


def tokens(page: Path) -> Iterator[Token]:
    """All tokens of a page, those inside a line of text included."""
    for token in MARKDOWN.parse(page.read_text()):
        yield token
        yield from token.children or ()


def links(page: Path) -> Iterator[str]:
    """What the page links to or shows, within the project."""
    for token in tokens(page):
        target = token.attrGet("href") or token.attrGet("src")
        if isinstance(target, str) and not re.match(r"[a-z][a-z0-9+.-]*:", target):
            yield target


def anchors(page: Path) -> set[str]:
    """The anchors of a page's headings: lower case, words joined by hyphens, no punctuation."""
    parsed = MARKDOWN.parse(page.read_text())
    titles = [
        "".join(child.content for child in text.children or ())
        for heading, text in pairwise(parsed)
        if heading.type == "heading_open"
    ]
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_leads_somewhere(page: Path):
    for link in links(page):
        path, _, anchor = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        assert target.is_relative_to(ROOT), link
        assert target.exists(), link
        if anchor and target.suffix == ".md":
            assert anchor in anchors(target), link


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_make_target_that_is_named_exists(page: Path):
    code = [token.content for token in tokens(page) if token.type in {"code_inline", "fence", "code_block"}]
    assert {target for text in code for target in re.findall(r"\bmake ([a-z][a-z0-9]*)\b", text)} <= TARGETS
