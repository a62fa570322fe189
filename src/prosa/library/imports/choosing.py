"""Which source somebody means: by the address, or by the file's name and what is in it."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from prosa.library.imports.documents import SUFFIXES
from prosa.library.imports.fetching import Web
from prosa.library.imports.folder import Folder
from prosa.library.imports.items import Source, SourceUnusable, Unreadable
from prosa.library.imports.questions import Questions
from prosa.library.imports.single import SingleFile
from prosa.library.imports.site import Limits, Site
from prosa.library.imports.zendesk import Zendesk
from prosa.library.imports.zipped import Zipped
from prosa.library.products.feeds import MAX_FEED_BYTES

MAX_UPLOAD_BYTES = 100 * 1024 * 1024
_TABLES = frozenset((".csv", ".tsv"))
KINDS = (
    "uma pasta, um site, CSV de perguntas, JSON do Zendesk, ZIP (também do Notion), "
    "Markdown, HTML, PDF ou DOCX"
)


@dataclass(frozen=True, slots=True)
class Reach:
    """How far into the web an import may go."""

    limits: Limits = field(default_factory=Limits)
    per_second: float = 2.0
    allow_private: bool = False


@asynccontextmanager
async def source_at(place: str, reach: Reach) -> AsyncGenerator[Source]:
    """The source at an address, or at a path of this machine. Raises `SourceUnusable`."""
    if is_address(place):
        async with web(reach) as opened:
            yield site_at(place, opened, reach.limits)
    else:
        yield await asyncio.to_thread(_at_path, Path(place))


def site_at(address: str, opened: Web, limits: Limits) -> Source:
    """Zendesk's Help Center, or any site."""
    parts = urlsplit(address)
    host = (parts.hostname or "").lower()
    if host.endswith(".zendesk.com") or "/api/v2/help_center" in parts.path:
        return Zendesk.live(address, opened)
    return Site(address, opened, limits)


def source_of(name: str, data: bytes) -> Source:
    """The source in one file, by its name. Raises `SourceUnusable`."""
    suffix = Path(name).suffix.lower()
    if suffix in _TABLES:
        return Questions(Path(name).name, data)
    if suffix == ".json":
        return Zendesk.exported(Path(name).name, [data])
    if suffix == ".zip":
        return Zipped(Path(name).name, data)
    if suffix in SUFFIXES:
        return SingleFile(Path(name).name, data)
    raise SourceUnusable(f"Não sei importar este arquivo. O que se importa: {KINDS}.")


def is_address(place: str) -> bool:
    """Whether it is an address of the web rather than a path."""
    return place.lower().startswith(("https://", "http://"))


def web(reach: Reach) -> Web:
    """The web, as far as one may go."""
    return Web(per_second=reach.per_second, allow_private=reach.allow_private)


async def catalogue_at(place: str, reach: Reach) -> tuple[str, bytes]:
    """Name and content of a catalogue of products. Raises `SourceUnusable`."""
    if not is_address(place):
        path = Path(place)
        return path.name, await asyncio.to_thread(_read, path, MAX_FEED_BYTES)
    try:
        async with web(reach) as opened:
            answer = await opened.get(place, MAX_FEED_BYTES)
    except Unreadable as error:
        raise SourceUnusable(f"O catálogo não pode ser lido. {error}") from error
    if answer.status != 200:
        raise SourceUnusable(f"O catálogo não pode ser lido. O servidor respondeu {answer.status}.")
    return place, answer.data


def _at_path(path: Path) -> Source:
    if path.is_dir():
        exported = sorted(path.glob("*.json"))
        if exported and not any(each.suffix.lower() in SUFFIXES for each in path.iterdir()):
            return Zendesk.exported(path.resolve().name, [_read(each, MAX_UPLOAD_BYTES) for each in exported])
        return Folder(path)
    return source_of(path.name, _read(path, MAX_UPLOAD_BYTES))


def _read(path: Path, longest: int) -> bytes:
    try:
        with path.open("rb") as stream:
            data = stream.read(longest + 1)
    except OSError as error:
        raise SourceUnusable(f"Não dá para abrir {path}: {error.strerror}.") from None
    if len(data) > longest:
        raise SourceUnusable(f"O arquivo passa de {longest // 2**20} MB.")
    return data
