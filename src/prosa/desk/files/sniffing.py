"""What a file is, by what is in it: picture, PDF, office document, sound, plain text. Nothing else is taken.

What it is called, and what the sender says that it is, decides nothing; only among kinds that look alike
inside (old office documents) does the end of the name choose. Pure.
"""

import io
import zipfile
from dataclasses import dataclass
from pathlib import PurePosixPath

OOXML = "application/vnd.openxmlformats-officedocument."
ODF = "application/vnd.oasis.opendocument."
MOST_MEMBERS = 5000
"""Of a document that is a ZIP archive: more than any real one has, and little work to list."""
_TEXT_HEAD = 4096


@dataclass(frozen=True, slots=True)
class FileType:
    """A kind of file that is taken."""

    media_type: str
    endings: tuple[str, ...]
    """What names of such files end with, the usual one first."""
    picture: bool = False
    """A browser may show it."""


_PNG = FileType("image/png", (".png",), picture=True)
_JPEG = FileType("image/jpeg", (".jpg", ".jpeg", ".jfif"), picture=True)
_GIF = FileType("image/gif", (".gif",), picture=True)
_WEBP = FileType("image/webp", (".webp",), picture=True)
_AVIF = FileType("image/avif", (".avif",), picture=True)
_HEIC = FileType("image/heic", (".heic", ".heif"))
_PDF = FileType("application/pdf", (".pdf",))
_MP3 = FileType("audio/mpeg", (".mp3",))
_OGG = FileType("audio/ogg", (".ogg", ".oga", ".opus"))
_WAV = FileType("audio/wav", (".wav",))
_M4A = FileType("audio/mp4", (".m4a", ".mp4"))
_FLAC = FileType("audio/flac", (".flac",))
_WEBM = FileType("audio/webm", (".weba", ".webm"))
_RTF = FileType("application/rtf", (".rtf",))
_TEXT = FileType("text/plain", (".txt", ".log", ".md"))
_CSV = FileType("text/csv", (".csv",))

_OFFICE = {
    "word/": FileType(f"{OOXML}wordprocessingml.document", (".docx",)),
    "xl/": FileType(f"{OOXML}spreadsheetml.sheet", (".xlsx",)),
    "ppt/": FileType(f"{OOXML}presentationml.presentation", (".pptx",)),
}
_OPEN = {
    f"{ODF}text": FileType(f"{ODF}text", (".odt",)),
    f"{ODF}spreadsheet": FileType(f"{ODF}spreadsheet", (".ods",)),
    f"{ODF}presentation": FileType(f"{ODF}presentation", (".odp",)),
}
_OLD = {
    ".doc": FileType("application/msword", (".doc",)),
    ".xls": FileType("application/vnd.ms-excel", (".xls",)),
    ".ppt": FileType("application/vnd.ms-powerpoint", (".ppt",)),
}
_MAGIC: tuple[tuple[bytes, FileType], ...] = (
    (b"\x89PNG\r\n\x1a\n", _PNG),
    (b"\xff\xd8\xff", _JPEG),
    (b"GIF87a", _GIF),
    (b"GIF89a", _GIF),
    (b"%PDF-", _PDF),
    (b"ID3", _MP3),
    (b"OggS", _OGG),
    (b"fLaC", _FLAC),
    (b"{\\rtf", _RTF),
)
_BRANDS = {
    b"avif": _AVIF,
    b"heic": _HEIC,
    b"heix": _HEIC,
    b"mif1": _HEIC,
    b"M4A ": _M4A,
    b"mp42": _M4A,
    b"isom": _M4A,
}
_RUNS = frozenset(
    ".bat .cmd .com .exe .hta .htm .html .jar .js .jse .lnk .mht .mjs .msi .php .pif .ps1 .py .reg .scr .sh"
    " .svg .url .vb .vbe .vbs .wsf .xhtml .xml .xsl".split()
)
"""Endings of texts that some program would run."""
_MARKUP = ("<!doctype", "<html", "<head", "<body", "<script", "<svg", "<iframe", "<?xml", "<?php", "#!")

PICTURES = frozenset(kind.media_type for kind in (_PNG, _JPEG, _GIF, _WEBP, _AVIF))
"""What a browser shows."""
FROM_CUSTOMERS = PICTURES | {_HEIC.media_type, _PDF.media_type}
"""What customers may send: photos, and the papers that go with them."""


def type_of(data: bytes, name: str) -> FileType | None:
    """The kind of this file; None when it is none that is taken. May take milliseconds: not for the loop."""
    ending = PurePosixPath(name.lower()).suffix
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            return kind
    if data.startswith(b"RIFF"):
        return {b"WEBP": _WEBP, b"WAVE": _WAV}.get(data[8:12])
    if data[4:8] == b"ftyp":
        return _BRANDS.get(data[8:12])
    if data[:2] in (b"\xff\xfb", b"\xff\xf3", b"\xff\xf2"):
        return _MP3
    if data.startswith(b"\x1a\x45\xdf\xa3"):
        return _WEBM if b"webm" in data[:64] else None
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return _OLD.get(ending)
    if data.startswith(b"PK\x03\x04"):
        return _document(data)
    return _text(data, ending)


def _document(data: bytes) -> FileType | None:
    """An office document: a ZIP archive of a known build, without macros."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
            if len(names) > MOST_MEMBERS or any("vbaproject" in name.lower() for name in names):
                return None
            if names and names[0] == "mimetype" and archive.infolist()[0].file_size < 100:
                return _OPEN.get(archive.read("mimetype").decode("ascii", "replace").strip())
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError, OSError, EOFError):
        return None
    if "[Content_Types].xml" not in names:
        return None
    return next((kind for folder, kind in _OFFICE.items() if any(n.startswith(folder) for n in names)), None)


def _text(data: bytes, ending: str) -> FileType | None:
    """Plain text: nothing in it that no text has, and nothing that some program would run."""
    if not data or ending in _RUNS:
        return None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", "replace")
        if "\ufffd" in text:
            return None
    if any(character < " " and character not in "\t\n\r\f" for character in text):
        return None
    head = text[:_TEXT_HEAD].lstrip().lower()
    if head.startswith("#!") or any(mark in head for mark in _MARKUP[:-1]):
        return None
    return _CSV if ending == ".csv" else _TEXT
