"""A web site: the pages of its sitemap or, without one, those that its pages link to.

`robots.txt` is obeyed, and only pages of the same host, below the given address, are read.
"""

from collections import deque
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from urllib.parse import unquote, urldefrag, urlsplit

from protego import Protego

from prosa.library.imports.contents import content_from
from prosa.library.imports.fetching import AGENT, Answer, Web
from prosa.library.imports.items import Broken, Found, Item, Progress, SourceUnusable, Unreadable
from prosa.library.imports.reading import MAX_FILE_BYTES, Reader

MAX_PAGE_BYTES = 5 * 1024 * 1024
MAX_SITEMAPS = 50
MAX_PAUSE_SECONDS = 10.0
"""Longest pause between two pages that `robots.txt` may ask for; one that asks for more is not read."""
_NOT_THERE = (404, 410)
_SUFFIX_OF = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "application/pdf": ".pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
}
_NO_PAGE = frozenset(
    ".jpg .jpeg .png .gif .webp .svg .ico .css .js .json .xml .zip .gz .mp4 .mp3 .woff .woff2".split()
)


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of a site is read."""

    pages: int = 500
    depth: int = 3
    """Links from the given address to a page, where there is no sitemap."""
    megabytes: int = 200
    """Of all pages together."""


class Site:
    """A site, or a part of it. A page is named by its address."""

    def __init__(self, address: str, web: Web, limits: Limits = Limits()) -> None:
        """`address` is the site's, a part's, or a sitemap's."""
        self._address = urldefrag(address if "://" in address else f"https://{address}")[0]
        self._web = web
        self._limits = limits
        self.complete = True

    @property
    def key(self) -> str:
        """The site's address."""
        return f"site:{self._address}"

    async def items(self, tell: Progress) -> AsyncIterator[Item]:
        """Every page, within the limits. Raises `SourceUnusable`."""
        self.complete = True
        tell("robots.txt", 0, None)
        robots = await self._robots()
        async with Reader() as reader:
            listed = await self._listed(robots, reader, tell)
            if not listed and _is_sitemap(self._address):
                raise SourceUnusable("O sitemap não traz páginas deste site.")
            async for each in self._pages(listed, robots, reader, tell):
                yield each

    async def _pages(
        self, listed: list[str], robots: Protego, reader: Reader, tell: Progress
    ) -> AsyncIterator[Item]:
        waiting = deque((page, 0) for page in listed or [self._address])
        known, done = {page for page, _ in waiting}, 0
        while waiting:
            page, depth = waiting.popleft()
            if done >= self._limits.pages or self._web.bytes > self._limits.megabytes * 2**20:
                self.complete = False
                return
            tell(page, done, min(done + 1 + len(waiting), self._limits.pages))
            done += 1
            if not robots.can_fetch(page, AGENT):
                yield Broken(page, "O robots.txt do site pede que esta página não seja lida.")
                continue
            try:
                answer = await self._web.get(page, MAX_FILE_BYTES)
                if answer.status in _NOT_THERE:
                    continue
                item = await self._read(page, answer, reader)
                links = (
                    await self._followed(answer, reader) if not listed and depth < self._limits.depth else []
                )
            except Unreadable as error:
                yield Broken(page, str(error))
                continue
            if item is not None:
                yield item
            fresh = [link for link in links if link not in known]
            known.update(fresh)
            waiting.extend((link, depth + 1) for link in fresh)

    async def _read(self, page: str, answer: Answer, reader: Reader) -> Item | None:
        """The page; None for what is no text. Raises `Unreadable`."""
        if answer.status != 200:
            raise Unreadable(f"O servidor respondeu {answer.status}.")
        suffix = _SUFFIX_OF.get(answer.kind)
        if suffix is None:
            return None
        if suffix == ".html" and len(answer.data) > MAX_PAGE_BYTES:
            raise Unreadable(f"A página passa de {MAX_PAGE_BYTES // 2**20} MB.")
        document = await reader.read(f"pagina{suffix}", answer.data)
        name = PurePosixPath(unquote(urlsplit(page).path)).stem or "inicio"
        return Found(page, content_from(document.body, title=document.title, name=name, link=page), name)

    async def _followed(self, answer: Answer, reader: Reader) -> list[str]:
        if _SUFFIX_OF.get(answer.kind) != ".html":
            return []
        links = (urldefrag(link)[0] for link in await reader.links(answer.url, answer.data))
        return [link for link in links if self._is_ours(link)]

    async def _robots(self) -> Protego:
        """The site's rules. Raises `SourceUnusable` when nobody can say what they are, as RFC 9309 asks."""
        parts = urlsplit(self._address)
        try:
            answer = await self._web.get(f"{parts.scheme}://{parts.netloc}/robots.txt", 512 * 1024)
        except Unreadable as error:
            raise SourceUnusable(f"O site não pode ser lido. {error}") from error
        if answer.status >= 500 or answer.status == 429:
            raise SourceUnusable(f"O robots.txt do site não pode ser lido agora ({answer.status}).")
        robots = Protego.parse(answer.data.decode("utf-8", "replace") if answer.status == 200 else "")
        delay = robots.crawl_delay(AGENT) or 0.0
        if delay > MAX_PAUSE_SECONDS:
            raise SourceUnusable(f"O site pede {delay:.0f} segundos entre duas páginas: é tempo demais.")
        self._web.pause = max(self._web.pause, delay)
        return robots

    async def _listed(self, robots: Protego, reader: Reader, tell: Progress) -> list[str]:
        """Pages that the site's sitemaps name; none when there is no sitemap."""
        parts = urlsplit(self._address)
        given = _is_sitemap(self._address)
        named = [self._address] if given else [each for each in robots.sitemaps if self._is_same_host(each)]
        waiting = deque(named or [f"{parts.scheme}://{parts.netloc}/sitemap.xml"])
        read, pages = set[str](), dict[str, None]()
        while waiting and len(read) < MAX_SITEMAPS:
            address = waiting.popleft()
            if address in read:
                continue
            read.add(address)
            tell(address, 0, None)
            try:
                answer = await self._web.get(address, MAX_FILE_BYTES)
                if answer.status in _NOT_THERE and not given:
                    continue
                if answer.status != 200:
                    raise Unreadable(f"O servidor respondeu {answer.status}.")
                found, maps = await reader.sitemap(answer.data)
            except Unreadable as error:
                # What a sitemap would have named is not gone.
                self.complete = False
                if given:
                    raise SourceUnusable(f"O sitemap não pode ser lido. {error}") from error
                continue
            pages |= dict.fromkeys(page for each in found if self._is_ours(page := urldefrag(each)[0]))
            waiting.extend(each for each in maps if self._is_same_host(each))
        self.complete = self.complete and not waiting
        return list(pages)

    def _is_ours(self, link: str) -> bool:
        """Whether it is a page of the part of the site that was asked for."""
        below = "/" if _is_sitemap(self._address) else urlsplit(self._address).path or "/"
        try:
            path = urlsplit(link).path or "/"
        except ValueError:
            return False
        inside = path == below or path.startswith(below if below.endswith("/") else f"{below}/")
        return inside and self._is_same_host(link) and PurePosixPath(path).suffix.lower() not in _NO_PAGE

    def _is_same_host(self, link: str) -> bool:
        try:
            asked, ours = urlsplit(link), urlsplit(self._address)
        except ValueError:
            return False
        return asked.scheme in ("http", "https") and asked.netloc.lower() == ours.netloc.lower()


def _is_sitemap(address: str) -> bool:
    return urlsplit(address).path.lower().endswith((".xml", ".xml.gz"))
