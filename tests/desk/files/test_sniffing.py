import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prosa.desk.files.naming import MOST_CHARS, safe_name
from prosa.desk.files.sniffing import type_of


def archive(*names: str, mimetype: str | None = None) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as made:
        if mimetype is not None:
            made.writestr("mimetype", mimetype)
        for name in names:
            made.writestr(name, "<x/>")
    return kept.getvalue()


def kind(data: bytes, name: str = "") -> str | None:
    found = type_of(data, name)
    return None if found is None else found.media_type


@pytest.mark.parametrize(
    "data, name, expected",
    [
        (b"\xff\xd8\xff\xe0" + b"x" * 20, "a.exe", "image/jpeg"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "a", "image/webp"),
        (b"RIFF\x00\x00\x00\x00WAVEfmt ", "a", "audio/wav"),
        (b"OggS" + b"\x00" * 20, "a", "audio/ogg"),
        (b"%PDF-1.4", "a", "application/pdf"),
        ("preço;total\nmaçã;2".encode(), "lista.csv", "text/csv"),
        ("ação".encode("cp1252"), "nota.txt", "text/plain"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a.doc", "application/msword"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a.msi", None),
        (b"MZ\x90", "a.txt", None),
        (b"PK\x03\x04", "a.docx", None),
        (b"#!/bin/sh\nrm -rf /", "a.txt", None),
        (b"  <HTML><body>", "a.txt", None),
        (b"texto <script>alert(1)</script>", "a.txt", None),
        (b"a\x00b", "a.txt", None),
    ],
)
def test_a_file_is_what_is_in_it(data: bytes, name: str, expected: str | None):
    assert kind(data, name) == expected


def test_office_documents_are_told_apart_and_macros_refused():
    assert "wordprocessingml" in str(kind(archive("[Content_Types].xml", "word/document.xml")))
    assert "spreadsheetml" in str(kind(archive("[Content_Types].xml", "xl/workbook.xml")))
    assert kind(archive("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin")) is None
    odt = "application/vnd.oasis.opendocument.text"
    assert kind(archive("content.xml", mimetype=odt)) == odt
    assert kind(archive("setup.exe")) is None


@given(st.binary(max_size=300), st.text(max_size=20))
def test_nothing_breaks_it(data: bytes, name: str):
    type_of(data, name)
    type_of(b"PK\x03\x04" + data, name)


@given(st.text(max_size=300))
def test_names_are_one_harmless_line_with_the_right_ending(name: str):
    pdf = type_of(b"%PDF-1.4", name)
    assert pdf is not None
    safe = safe_name(name, pdf)
    assert safe.isprintable() and "/" not in safe and "\\" not in safe and '"' not in safe
    assert safe.lower().endswith(".pdf") and 4 <= len(safe) <= MOST_CHARS
