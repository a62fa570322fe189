"""A folder of Markdown, HTML, PDF and DOCX files, with the folders in it."""

import asyncio
import os
import stat
from collections.abc import AsyncIterator, Sequence
from pathlib import Path

from prosa.library.imports.contents import content_from
from prosa.library.imports.documents import SUFFIXES
from prosa.library.imports.items import (
    MAX_ITEMS,
    Broken,
    Found,
    Item,
    Progress,
    SourceUnusable,
    Unreadable,
)
from prosa.library.imports.reading import MAX_FILE_BYTES, Reader


class Folder:
    """A folder on this machine. Files are named by their path within it."""

    complete = True

    def __init__(self, folder: Path, key: str | None = None) -> None:
        """`key` names the source; without, the folder's own path does."""
        self._folder = folder
        self._key = key

    @property
    def key(self) -> str:
        """The folder's path, or the name it was given."""
        return self._key or f"folder:{self._folder.resolve()}"

    async def items(self, tell: Progress) -> AsyncIterator[Item]:
        """Every file of a kind that is read; others are passed over. Raises `SourceUnusable`."""
        files = await asyncio.to_thread(_files, self._folder)
        async with Reader() as reader:
            for done, file in enumerate(files):
                tell(file, done, len(files))
                yield await self._read(file, reader)
        tell("", len(files), len(files))

    async def _read(self, file: str, reader: Reader) -> Item:
        try:
            data = await asyncio.to_thread(_bytes, self._folder / file)
            document = await reader.read(file, data)
            content = content_from(document.body, title=document.title, name=file, head=document.head)
        except Unreadable as error:
            return Broken(file, str(error))
        return Found(file, content, Path(file).stem)


def _files(folder: Path) -> Sequence[str]:
    """Paths within the folder, in order. Hidden ones, and links out of the folder, are passed over."""
    if not folder.is_dir():
        raise SourceUnusable(f"Não há uma pasta em {folder}.")
    found: list[str] = []
    for place, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith((".", "__MACOSX"))]
        for name in files:
            path = Path(place, name)
            if not name.startswith(".") and path.suffix.lower() in SUFFIXES and not path.is_symlink():
                found.append(path.relative_to(folder).as_posix())
        if len(found) > MAX_ITEMS:
            raise SourceUnusable(f"A pasta tem mais de {MAX_ITEMS} arquivos. Importe-a em partes.")
    if not found:
        raise SourceUnusable("A pasta não tem arquivos Markdown, HTML, PDF ou DOCX.")
    return sorted(found)


def _bytes(path: Path) -> bytes:
    try:
        # Neither waits for a pipe nor reads a device, whatever has taken the file's place.
        with os.fdopen(os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK), "rb") as stream:
            if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
                raise Unreadable("Não é um arquivo comum.")
            data = stream.read(MAX_FILE_BYTES + 1)
    except OSError as error:
        raise Unreadable(f"Não dá para abrir o arquivo ({error.strerror}).") from None
    if len(data) > MAX_FILE_BYTES:
        raise Unreadable(f"O arquivo passa de {MAX_FILE_BYTES // 2**20} MB.")
    return data
