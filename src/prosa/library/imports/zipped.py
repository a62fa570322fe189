"""A zip: of a folder of files, or what Notion exports."""

import asyncio
import re
from collections.abc import AsyncIterator, Iterator
from pathlib import PurePosixPath
from urllib.parse import unquote

from prosa.library.content import Content
from prosa.library.imports.archives import unpacked
from prosa.library.imports.contents import content_from
from prosa.library.imports.documents import SUFFIXES, Document
from prosa.library.imports.items import Broken, Found, Item, Progress, SourceUnusable, Unreadable
from prosa.library.imports.reading import Reader
from prosa.library.imports.tables import decoded, rows

NOTION_ID = re.compile(r"[ _-]([0-9a-f]{32})(?:_all)?$")
"""What Notion puts at the end of a file's name."""
_IMAGE = re.compile(r"!\[[^\]]*\]\([^()]*(?:\([^()]*\)[^()]*)*\)")
_LINK = re.compile(r"(?<!!)\[([^\]\n]+)\]\(((?!https?:|mailto:|tel:|/|#)[^()]*(?:\([^()]*\)[^()]*)*)\)")
_PROPERTY = re.compile(r"\A((?:[^\n:]{1,60}: [^\n]*\n)+)\n")
_MAX_CELLS = 20


class Zipped:
    """A zip of Markdown, HTML, PDF and DOCX files, each named by its path; a page of Notion by its id."""

    complete = True

    def __init__(self, name: str, data: bytes) -> None:
        """`name` names the source."""
        self._name = name
        self._data = data

    @property
    def key(self) -> str:
        """The file's name."""
        return f"zip:{self._name}"

    async def items(self, tell: Progress) -> AsyncIterator[Item]:
        """Every file; of Notion's tables, what no page says. Raises `SourceUnusable`."""
        files = unpacked(self._data, SUFFIXES | {".csv"})
        pages, tables, done = set[str](), list[tuple[str, bytes]](), 0
        async with Reader() as reader:
            while (each := await asyncio.to_thread(next, files, None)) is not None:
                if isinstance(each, Broken):
                    yield each
                    continue
                path, data = each
                if path.lower().endswith(".csv"):
                    tables.append(each)
                    continue
                done += 1
                tell(path, done, None)
                item = await self._read(path, data, reader)
                pages.add(_bare(PurePosixPath(path).stem).casefold())
                if item is not None:
                    yield item
        for path, data in _whole_tables(tables):
            for item in await asyncio.to_thread(_listed, path, data, pages):
                done += 1
                yield item
        if not done:
            raise SourceUnusable("O ZIP não tem arquivos Markdown, HTML, PDF, DOCX ou CSV.")

    async def _read(self, path: str, data: bytes, reader: Reader) -> Item | None:
        item = _item(path)
        try:
            document = await reader.read(path, data)
            return Found(item, _content(path, document), _bare(PurePosixPath(path).stem))
        except Unreadable as error:
            return Broken(item, str(error))


def _content(path: str, document: Document) -> Content:
    body, tags = document.body, tuple[str, ...]()
    if NOTION_ID.search(PurePosixPath(path).stem):
        body, properties = _without_properties(body)
        if not body.partition("\n")[2].strip():
            raise Unreadable("A página não tem texto.")
        tags = tuple(part.strip() for part in properties.get("tags", "").split(",") if part.strip())
        tags += tuple(_bare(part) for part in PurePosixPath(path).parts[:-1][-2:])
    return content_from(
        _without_files(body),
        title=document.title,
        name=f"{_bare(PurePosixPath(path).stem)}.md",
        head=document.head,
        tags=tags,
    )


def _item(path: str) -> str:
    """Notion's id of a page, which stays when the page is renamed or moved; else the path."""
    found = NOTION_ID.search(PurePosixPath(path).stem)
    return found[1] if found else path


def _bare(stem: str) -> str:
    """A file's name without Notion's id."""
    return NOTION_ID.sub("", unquote(stem)).strip()


def _without_properties(body: str) -> tuple[str, dict[str, str]]:
    """Notion writes a page's properties between its title and its text, one a line."""
    title, _, rest = body.lstrip().partition("\n\n")
    if not title.startswith("# "):
        return body, {}
    found = _PROPERTY.match(rest + "\n\n")
    if not found:
        return body, {}
    lines = (line.partition(": ") for line in found[1].splitlines())
    properties = {name.strip().lower(): value.strip() for name, _, value in lines}
    return f"{title}\n\n{rest[found.end() :]}", properties


def _without_files(body: str) -> str:
    """Images, and links to other files of the zip, lead nowhere once a page stands by itself."""
    return _LINK.sub(r"\1", _IMAGE.sub("", body))


def _whole_tables(tables: list[tuple[str, bytes]]) -> list[tuple[str, bytes]]:
    """Notion writes a table twice when it shows a part of it; the whole one ends in `_all`."""
    whole = {path for path, _ in tables if path.lower().endswith("_all.csv")}
    return [each for each in tables if f"{each[0][:-4]}_all.csv" not in whole]


def _listed(path: str, data: bytes, pages: set[str]) -> list[Item]:
    return list(_rows(path, data, pages))


def _rows(path: str, data: bytes, pages: set[str]) -> Iterator[Item]:
    """Rows of a table that have no page of their own, each as an article."""
    table = _item(path)
    try:
        for line, row in rows(decoded(data)):
            item = f"{table}#{line}"
            if row is None:
                yield Broken(item, "Tem mais colunas que o cabeçalho.")
                continue
            (name, *others) = list(row.items())[:_MAX_CELLS]
            said = [(column, value) for column, value in others if value]
            if not name[1] or not said or name[1].casefold() in pages:
                continue
            body = (
                said[0][1] if len(said) == 1 else "\n".join(f"- {col.capitalize()}: {v}" for col, v in said)
            )
            try:
                named = f"{table}#{name[1][:150]}"
                yield Found(named, content_from(_without_files(body), title=name[1]), name[1])
            except Unreadable as error:
                yield Broken(item, str(error))
    except Unreadable as error:
        yield Broken(table, str(error))
