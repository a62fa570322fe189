"""Zendesk's Help Center, as its API describes it: from exported JSON, or live, page by page.

An export is what the API answers, in one file or several: `articles`, `sections` and `categories`.
"""

import asyncio
import re
from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from typing import cast
from urllib.parse import urlsplit

import orjson

from prosa.library.imports.contents import content_from
from prosa.library.imports.fetching import Web
from prosa.library.imports.items import (
    MAX_ITEMS,
    Broken,
    Found,
    Item,
    Progress,
    SourceUnusable,
    Unreadable,
)
from prosa.library.imports.reading import Reader

MAX_PAGE_BYTES = 20 * 1024 * 1024
MAX_PAGES = 400
"""Answers of the API that are read, of a hundred articles each."""

Fields = Mapping[str, object]


class Zendesk:
    """A Help Center. An article is named by its number."""

    complete = True

    def __init__(self, key: str, read: Callable[[Progress], AsyncIterator[Fields]]) -> None:
        """`read` gives what the API answers, one answer after the other."""
        self._key = key
        self._read = read

    @staticmethod
    def exported(name: str, files: Sequence[bytes]) -> "Zendesk":
        """From files of what the API answered; `name` names the source."""

        async def answers(tell: Progress) -> AsyncIterator[Fields]:
            for data in files:
                yield await asyncio.to_thread(_answer, data)

        return Zendesk(f"zendesk:{name}", answers)

    @staticmethod
    def live(address: str, web: Web, locale: str = "pt-br") -> "Zendesk":
        """From https://SUBDOMAIN.zendesk.com, whose public articles need no sign-in."""
        parts = urlsplit(address)
        root = f"{parts.scheme}://{parts.netloc}"
        found = re.search(r"/(?:hc|help_center)/([a-z]{2}(?:-[a-z]{2,4})?)(?:/|$)", parts.path.lower())
        beginning = f"{root}/api/v2/help_center/{found[1] if found else locale}"

        async def answers(tell: Progress) -> AsyncIterator[Fields]:
            for what in ("categories", "sections", "articles"):
                async for each in _pages(f"{beginning}/{what}.json?per_page=100", web, tell):
                    yield each

        return Zendesk(f"zendesk:{beginning}", answers)

    @property
    def key(self) -> str:
        """The address, or the name of the export."""
        return self._key

    async def items(self, tell: Progress) -> AsyncIterator[Item]:
        """Every article. Drafts of Zendesk are passed over. Raises `SourceUnusable`."""
        articles: dict[str, Fields] = {}
        sections: dict[str, Fields] = {}
        categories: dict[str, Fields] = {}
        async for answer in self._read(tell):
            for kind, kept in (("articles", articles), ("sections", sections), ("categories", categories)):
                kept.update((str(each.get("id")), each) for each in _objects(answer, kind))
            if len(articles) > MAX_ITEMS:
                raise SourceUnusable(f"A central de ajuda tem mais de {MAX_ITEMS} artigos.")
        if not articles:
            raise SourceUnusable("Não há artigos: o JSON precisa ser o que a API do Help Center responde.")
        async with Reader() as reader:
            for done, (number, article) in enumerate(articles.items()):
                tell(_said(article, "title")[:60], done, len(articles))
                if article.get("draft") is True:
                    continue
                try:
                    yield await _read(number, article, _tags(article, sections, categories), reader)
                except Unreadable as error:
                    yield Broken(number, str(error))


async def _read(number: str, article: Fields, tags: tuple[str, ...], reader: Reader) -> Found:
    title = _said(article, "title") or _said(article, "name")
    locale = _said(article, "locale").partition("-")
    language = f"{locale[0].lower()}{'-' + locale[2].upper() if locale[2] else ''}" or "pt-BR"
    link = _said(article, "html_url")
    content = content_from(
        await reader.markdown(_said(article, "body")),
        title=title,
        tags=tags,
        link=link if link.startswith(("https://", "http://")) else None,
        # An article for signed-in users or agents must not be told to everybody.
        head={"language": language, **({"audience": "agents"} if article.get("user_segment_id") else {})},
    )
    return Found(number, content, title)


def _tags(
    article: Fields, sections: Mapping[str, Fields], categories: Mapping[str, Fields]
) -> tuple[str, ...]:
    """Labels of the article, and the names of its section and category."""
    labels = article.get("label_names")
    section = sections.get(str(article.get("section_id")), {})
    category = categories.get(str(section.get("category_id")), {})
    listed = [str(each) for each in cast(list[object], labels)] if isinstance(labels, list) else []
    return tuple(dict.fromkeys(filter(None, (*listed, _said(section, "name"), _said(category, "name")))))


async def _pages(address: str, web: Web, tell: Progress) -> AsyncIterator[Fields]:
    """All answers behind an address, by `next_page`, or by a cursor's `links.next`."""
    host, following = urlsplit(address).netloc, address
    for number in range(MAX_PAGES):
        tell(following, number, None)
        try:
            answer = await web.get(following, MAX_PAGE_BYTES, {"Accept": "application/json"})
            if answer.status != 200:
                raise Unreadable(f"O servidor respondeu {answer.status}.")
        except Unreadable as error:
            raise SourceUnusable(f"A central de ajuda não pode ser lida. {error}") from error
        page = await asyncio.to_thread(_answer, answer.data)
        yield page
        links, meta = page.get("links"), page.get("meta")
        has_more = not isinstance(meta, dict) or cast(dict[str, object], meta).get("has_more") is not False
        cursor = cast(dict[str, object], links).get("next") if isinstance(links, dict) and has_more else None
        next_page = page.get("next_page") or cursor
        if not isinstance(next_page, str) or not next_page:
            return
        if urlsplit(next_page).netloc != host:
            raise SourceUnusable("A central de ajuda manda continuar em outro endereço.")
        following = next_page
    raise SourceUnusable("A central de ajuda tem páginas demais.")


def _answer(data: bytes) -> Fields:
    try:
        found: object = orjson.loads(data.removeprefix(b"\xef\xbb\xbf"))
    except orjson.JSONDecodeError:
        raise SourceUnusable("O JSON não é válido.") from None
    if isinstance(found, list):  # a list of articles by itself
        return {"articles": cast(list[object], found)}
    if not isinstance(found, dict):
        raise SourceUnusable("O JSON não é o que a API do Help Center responde.")
    return cast(dict[str, object], found)


def _objects(answer: Fields, kind: str) -> Iterator[Fields]:
    listed = answer.get(kind)
    for each in cast(list[object], listed) if isinstance(listed, list) else []:
        if isinstance(each, dict) and "id" in each:
            yield cast(dict[str, object], each)


def _said(fields: Fields, name: str) -> str:
    value = fields.get(name)
    return value if isinstance(value, str) else ""
