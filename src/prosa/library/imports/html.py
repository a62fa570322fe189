"""Web pages as Markdown. Runs in a process of its own (`child`).

lxml, trafilatura and markdownify come without types: they are held here.
"""

import re
from importlib import import_module
from typing import Any
from urllib.parse import urljoin

from prosa.library.imports.items import Unreadable

SMALL_PAGE = 200
"""Characters below which an extract of a page's main text is not trusted by itself."""

MAX_LINKS = 5000
"""Links of one page that are looked at."""

_AROUND = "//script|//style|//nav|//header|//footer|//aside|//form|//noscript|//iframe"
_NO_TEXT = "//script|//style|//iframe|//noscript|//form|//img"


def read_page(data: bytes) -> tuple[str | None, str]:
    """A page's title, and its main text without menus and footers. Raises `Unreadable`."""
    tree: Any = import_module("trafilatura.utils").load_html(data)
    if tree is None:
        raise Unreadable("O arquivo não é HTML que se consiga ler.")
    title = _said(tree, "(//h1)[1]//text()") or _said(tree, "(//title)[1]//text()")
    extract = import_module("trafilatura").extract
    body: str = (
        extract(
            data, output_format="markdown", include_comments=False, include_links=True, include_tables=True
        )
        or ""
    )
    if len(body) < SMALL_PAGE:
        _drop(tree, _AROUND)
        main = next(iter([*tree.xpath("//main"), *tree.xpath("//article"), *tree.xpath("//body"), tree]))
        whole = _converted(main)
        body = whole if len(whole) > len(body) else body
    if not body.strip():
        raise Unreadable("A página não tem texto.")
    return title or None, _tidy(body)


def markdown_of(html: str) -> str:
    """All of a piece of HTML, for sources that give the text by itself. Images are left out."""
    if not html.strip():
        return ""
    tree: Any = import_module("lxml.html").document_fromstring(html)
    _drop(tree, _NO_TEXT)
    return _tidy(_converted(tree))


def links_of(data: bytes, url: str) -> list[str]:
    """Addresses that the page at `url` links to, in order, unless it asks that they are not followed."""
    tree: Any = import_module("trafilatura.utils").load_html(data)
    if tree is None:
        return []
    robots = " ".join(tree.xpath("//meta[translate(@name, 'ROBTS', 'robts')='robots']/@content")).lower()
    base = next(iter(tree.xpath("//base/@href")), "")
    if "nofollow" in robots:
        return []
    found = tree.xpath("//a[@href and not(contains(@rel, 'nofollow'))]/@href")
    return list(dict.fromkeys(_joined(urljoin(url, base), str(each)) for each in found[:MAX_LINKS]))


def _joined(url: str, link: str) -> str:
    try:
        return urljoin(url, link.strip())
    except ValueError:
        return ""


def _converted(tree: Any) -> str:
    html: str = import_module("lxml.html").tostring(tree, encoding="unicode", with_tail=False)
    return import_module("markdownify").MarkdownConverter(heading_style="ATX", bullets="-").convert(html)


def _drop(tree: Any, useless: str) -> None:
    for element in tree.xpath(useless):
        element.drop_tree()


def _said(tree: Any, path: str) -> str:
    return " ".join("".join(tree.xpath(path)).split())


def _tidy(body: str) -> str:
    return re.sub(r"\n{3,}", "\n\n", re.sub(r"[ \t]+\n", "\n", body)).strip()
