"""Zips of others, unpacked in memory, file by file, within limits: no bombs, no paths that lead out."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath

from prosa.library.imports.items import MAX_ITEMS, Broken, SourceUnusable, Unreadable
from prosa.library.imports.reading import MAX_FILE_BYTES

MAX_UNPACKED = 500 * 1024 * 1024
MAX_DEPTH = 2
"""A zip in a zip, as Notion makes them for large spaces."""
_HIDDEN = (".", "__MACOSX")


def unpacked(data: bytes, suffixes: frozenset[str]) -> Iterator[tuple[str, bytes] | Broken]:
    """Path and content of each file that ends like one of these; what cannot be read is told instead.

    Raises `SourceUnusable` for what is no zip, or unpacks to too much.
    """
    yield from _unpacked(data, suffixes, [MAX_UNPACKED], 1)


def _unpacked(
    data: bytes, suffixes: frozenset[str], left: list[int], depth: int
) -> Iterator[tuple[str, bytes] | Broken]:
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError):
        raise SourceUnusable("O arquivo não é um ZIP que se consiga abrir.") from None
    with archive:
        members = [member for member in archive.infolist() if not member.is_dir()]
        if len(members) > MAX_ITEMS * 5:
            raise SourceUnusable("O ZIP tem arquivos demais.")
        for member in members:
            path = PurePosixPath(member.filename.replace("\\", "/"))
            inner = path.suffix.lower() == ".zip" and depth < MAX_DEPTH
            if any(part.startswith(_HIDDEN) and part != ".." for part in path.parts):
                continue
            if path.suffix.lower() not in suffixes and not inner:
                continue
            if path.is_absolute() or ".." in path.parts or ":" in path.parts[0]:
                yield Broken(str(path)[:200], "O caminho leva para fora do ZIP.")
                continue
            try:
                content = _content(archive, member, left, MAX_UNPACKED if inner else MAX_FILE_BYTES)
            except Unreadable as error:
                yield Broken(str(path), str(error))
                continue
            if inner:
                yield from _unpacked(content, suffixes, left, depth + 1)
            else:
                yield str(path), content


def _content(archive: zipfile.ZipFile, member: zipfile.ZipInfo, left: list[int], longest: int) -> bytes:
    """The file's bytes, whatever its header says of their number."""
    if member.flag_bits & 0x1:
        raise Unreadable("O arquivo está protegido por senha.")
    if member.file_size > longest:
        raise Unreadable(f"O arquivo passa de {longest // 2**20} MB.")
    try:
        with archive.open(member) as stream:
            content = stream.read(min(longest, left[0]) + 1)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError, zlib.error):
        raise Unreadable("O arquivo está corrompido dentro do ZIP.") from None
    left[0] -= len(content)
    if left[0] < 0:
        raise SourceUnusable(f"O ZIP descompactado passa de {MAX_UNPACKED // 2**20} MB.")
    if len(content) > longest:
        raise Unreadable(f"O arquivo passa de {longest // 2**20} MB.")
    return content
