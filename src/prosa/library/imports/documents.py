"""Reads one file: Markdown, HTML, PDF or DOCX, into Markdown. Runs in a process of its own (`child`)."""

import io
import re
import zipfile
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import PurePosixPath
from typing import cast

from prosa.library.imports.html import markdown_of, read_page
from prosa.library.imports.items import Unreadable
from prosa.packs.problems import Problems
from prosa.packs.yaml_lines import read_yaml

MAX_PAGES = 500
MAX_UNPACKED = 100 * 1024 * 1024
"""Bytes of a DOCX once it is unpacked."""
MAX_MEMBERS = 2000

_MARKDOWN, _HTML, _PDF, _DOCX = (".md", ".markdown"), (".html", ".htm"), (".pdf",), (".docx",)
SUFFIXES = frozenset((*_MARKDOWN, *_HTML, *_PDF, *_DOCX))


@dataclass(frozen=True, slots=True)
class Document:
    """What a file says."""

    body: str
    """Markdown."""
    title: str | None = None
    head: dict[str, object] = field(default_factory=dict[str, object])
    """Front matter."""


def read_document(name: str, data: bytes) -> Document:
    """The file of this name. Raises `Unreadable`."""
    if not data.strip():
        raise Unreadable("O arquivo está vazio.")
    suffix = PurePosixPath(name).suffix.lower()
    if suffix in _MARKDOWN:
        return read_markdown(data)
    if suffix in _HTML:
        title, body = read_page(data)
        return Document(body, title)
    if suffix in _PDF:
        return _read_pdf(data)
    if suffix in _DOCX:
        return _read_docx(data)
    raise Unreadable("Este tipo de arquivo não é lido: use Markdown, HTML, PDF ou DOCX.")


def read_markdown(data: bytes) -> Document:
    """Markdown, with front matter or without."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Unreadable("O arquivo não está em UTF-8: salve-o com essa codificação.") from None
    if "\0" in text:
        raise Unreadable("O arquivo não é texto.")
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    end = next((n for n, line in enumerate(lines[1:], 1) if line.strip() == "---"), None)
    if lines[0].strip() != "---" or end is None:
        return Document(text)
    problems = Problems()
    front = read_yaml("\n".join(lines[1:end]) + "\n", "", problems, first_line=2)
    head = None if front is None else {} if front.value is None else _fields(front.value)
    if head is None:
        line = problems.found[0].line if problems.found else 2
        raise Unreadable(f"O cabeçalho entre as linhas --- não é YAML válido (linha {line}).")
    return Document("\n".join(lines[end + 1 :]), head={str(name): value for name, value in head.items()})


def _fields(value: object) -> dict[object, object] | None:
    return cast(dict[object, object], value) if isinstance(value, dict) else None


def _read_pdf(data: bytes) -> Document:
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise Unreadable("O PDF está protegido por senha.")
        if len(reader.pages) > MAX_PAGES:
            raise Unreadable(f"O PDF tem mais de {MAX_PAGES} páginas; divida-o.")
        pages = [page.extract_text() for page in reader.pages]
        title = reader.metadata.title if reader.metadata is not None else None
    except Unreadable:
        raise
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, OSError) as error:
        raise Unreadable("O PDF está corrompido.") from error
    text = "\n\n".join(_paragraphs(page) for page in pages).strip()
    if not text:
        raise Unreadable("O PDF não tem texto, só imagens: passe-o por um OCR antes.")
    return Document(text, title.strip() if title and title.strip() else None)


def _paragraphs(page: str) -> str:
    """Lines of a page, where one goes on in the next, as one; what would be a mark of Markdown as text."""
    joined = re.sub(r"(?<=[a-zà-ÿ])-\n(?=[a-zà-ÿ])", "", page)
    joined = re.sub(r"(?<![.!?:;\n])\n(?=[a-zà-ÿ(])", " ", joined)
    joined = re.sub(r"(?<=[.!?:])\n(?=\S)", "\n\n", joined)
    return re.sub(r"(?m)^(#+|>)", r"\\\1", joined)


def _read_docx(data: bytes) -> Document:
    _check_package(data)
    mammoth = import_module("mammoth")
    try:
        no_images = mammoth.images.img_element(_no_image)
        html: str = mammoth.convert_to_html(io.BytesIO(data), convert_image=no_images).value
    except Exception as error:
        raise Unreadable("O DOCX está corrompido.") from error
    body = markdown_of(re.sub(r"<img[^>]*>", "", html))
    if not body.strip():
        raise Unreadable("O documento não tem texto.")
    return Document(body)


def _no_image(image: object) -> dict[str, str]:
    return {"src": ""}


def _check_package(data: bytes) -> None:
    """A DOCX is a zip of XML: neither may unpack to much more than it is."""
    if data[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        raise Unreadable("O documento está protegido por senha, ou é um DOC antigo: salve-o como DOCX.")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            members = package.infolist()
            if len(members) > MAX_MEMBERS or sum(member.file_size for member in members) > MAX_UNPACKED:
                raise Unreadable("O documento descompactado é grande demais.")
            for member in members:
                if member.filename.endswith((".xml", ".rels")) and b"<!" in _beginning(package, member):
                    raise Unreadable("O documento traz declarações de XML que não são aceitas.")
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError) as error:
        raise Unreadable("O DOCX está corrompido.") from error


def _beginning(package: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    with package.open(member) as stream:
        return re.sub(rb"<!--.*?-->", b"", stream.read(4096), flags=re.DOTALL)
