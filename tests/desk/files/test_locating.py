"""What photos tell of where they were taken does not stay in them."""

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prosa.desk.files.locating import without_location


def jpeg(*pieces: tuple[int, bytes]) -> bytes:
    body = b"".join(b"\xff" + bytes([m]) + struct.pack(">H", len(p) + 2) + p for m, p in pieces)
    return b"\xff\xd8" + body + b"\xff\xda\x00\x02the picture\xff\xd9"


def exif(turn: int, order: str = "<") -> bytes:
    head = (b"II*\x00" if order == "<" else b"MM\x00*") + struct.pack(f"{order}I", 8)
    entries = struct.pack(f"{order}HHIHH", 0x0112, 3, 1, turn, 0) + struct.pack(
        f"{order}HHII", 0x8825, 4, 1, 0
    )
    return b"Exif\x00\x00" + head + struct.pack(f"{order}H", 2) + entries + b"\x00" * 4 + b"GPS -23.55"


def png(*pieces: tuple[bytes, bytes]) -> bytes:
    body = b"".join(struct.pack(">I", len(p)) + kind + p + b"\x00" * 4 for kind, p in pieces)
    return b"\x89PNG\r\n\x1a\n" + body


def webp(*pieces: tuple[bytes, bytes]) -> bytes:
    body = b"".join(k + struct.pack("<I", len(p)) + p + b"\x00" * (len(p) % 2) for k, p in pieces)
    return b"RIFF" + struct.pack("<I", len(body) + 4) + b"WEBP" + body


def test_a_jpeg_loses_all_it_tells_but_its_picture_and_head():
    told = jpeg(
        (0xE0, b"JFIF\x00"), (0xE1, b"http://ns.adobe.com/xap/1.0/\x00GPS"), (0xED, b"Rua X"), (0xFE, b"eu")
    )
    assert without_location(told, "image/jpeg") == jpeg((0xE0, b"JFIF\x00"))


@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize("turn", [3, 6, 8])
def test_a_photo_that_lies_on_its_side_still_says_so(turn: int, order: str):
    clean = without_location(jpeg((0xE1, exif(turn, order))), "image/jpeg")
    assert b"GPS" not in clean
    assert struct.pack(">HHIHH", 0x0112, 3, 1, turn, 0) in clean
    assert without_location(clean, "image/jpeg") == clean


def test_an_upright_photo_keeps_no_exif_at_all():
    assert without_location(jpeg((0xE1, exif(1))), "image/jpeg") == jpeg()


def test_a_png_loses_its_remarks():
    told = png((b"IHDR", b"1"), (b"eXIf", b"GPS"), (b"tEXt", b"Rua X"), (b"IDAT", b"p"), (b"IEND", b""))
    assert without_location(told, "image/png") == png((b"IHDR", b"1"), (b"IDAT", b"p"), (b"IEND", b""))


def test_a_webp_loses_its_remarks_and_no_longer_announces_them():
    told = webp((b"VP8X", bytes([0x0C]) + b"x" * 9), (b"VP8 ", b"pic"), (b"EXIF", b"GPS"), (b"XMP ", b"GPS"))
    assert without_location(told, "image/webp") == webp((b"VP8X", b"\x00" + b"x" * 9), (b"VP8 ", b"pic"))


@given(
    st.sampled_from(
        [
            ("image/jpeg", b"\xff\xd8\xff"),
            ("image/png", b"\x89PNG\r\n\x1a\n"),
            ("image/webp", b"RIFF1234WEBP"),
        ]
    ),
    st.binary(max_size=400),
)
def test_whatever_comes_is_gone_through_to_its_end(kind: tuple[str, bytes], rest: bytes):
    media_type, head = kind
    clean = without_location(head + rest, media_type)
    assert len(clean) <= len(head + rest) + 64
    assert without_location(clean, media_type) == clean


def test_what_is_no_photo_stays_as_it_is():
    assert without_location(b"%PDF-1.7 GPS", "application/pdf") == b"%PDF-1.7 GPS"
