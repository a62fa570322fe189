"""Takes out of a photo where and by whom it was taken, before it is kept. Pure, and of no library.

Cameras write it beside the picture: EXIF, XMP, IPTC, remarks. Of EXIF only how the picture must be turned is
kept. JPEG, PNG and WebP are gone through piece by piece; what is not built as it should be, and HEIC and
AVIF, whose pieces point at each other, stay as they are.
"""

import struct
from collections.abc import Callable, Iterator

_EXIF = b"Exif\x00\x00"
_ORIENTATION = 0x0112
_ALONE = frozenset({0x01, 0xD9, *range(0xD0, 0xD8)})
"""Markers of a JPEG that stand alone."""
_PNG_HEAD = 8
_PNG_TOLD = frozenset({b"eXIf", b"tEXt", b"zTXt", b"iTXt", b"tIME"})
_WEBP_TOLD = frozenset({b"EXIF", b"XMP "})
_WEBP_SAYS_SO = 0x08 | 0x04
"""Flags of a WebP's head: EXIF follows, XMP follows."""


def without_location(data: bytes, media_type: str) -> bytes:
    """The same picture without what tells where and when it was taken."""
    clean = _CLEANERS.get(media_type)
    if clean is None:
        return data
    try:
        return clean(data)
    except (struct.error, IndexError, ValueError):
        return data


def _jpeg(data: bytes) -> bytes:
    kept, place = bytearray(data[:2]), 2
    while True:
        if data[place] != 0xFF:
            raise ValueError("no marker where one must be")
        marker = data[place + 1]
        if marker == 0xFF:  # Padding.
            place += 1
            continue
        if marker == 0xDA:  # The picture itself begins; only more of it follows.
            return bytes(kept + data[place:])
        if marker in _ALONE:
            kept += data[place : place + 2]
            place += 2
            continue
        (length,) = struct.unpack_from(">H", data, place + 2)
        end = place + 2 + length
        if length < 2 or end > len(data):
            raise ValueError("a piece that does not end")
        piece = data[place + 4 : end]
        if marker == 0xE1:
            kept += _turned(piece)
        elif marker not in (0xED, 0xFE):
            kept += data[place:end]
        place = end


def _turned(piece: bytes) -> bytes:
    """An EXIF piece that says how the picture is turned, and nothing else; b"" when it is upright."""
    turn = _orientation(piece.removeprefix(_EXIF)) if piece.startswith(_EXIF) else 1
    if turn == 1:
        return b""
    entry = struct.pack(">HHIHH", _ORIENTATION, 3, 1, turn, 0)
    body = _EXIF + b"MM\x00*" + struct.pack(">IH", 8, 1) + entry + b"\x00\x00\x00\x00"
    return b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body


def _orientation(tiff: bytes) -> int:
    """How the picture must be turned, 1 to 8; 1 when that cannot be read."""
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    if order is None:
        return 1
    try:
        (first,) = struct.unpack_from(f"{order}I", tiff, 4)
        (count,) = struct.unpack_from(f"{order}H", tiff, first)
        for number in range(min(count, 200)):
            tag, _, _, value = struct.unpack_from(f"{order}HHIH", tiff, first + 2 + 12 * number)
            if tag == _ORIENTATION:
                return value if 1 <= value <= 8 else 1
    except struct.error:
        return 1
    return 1


def _png(data: bytes) -> bytes:
    kept, place = bytearray(data[:_PNG_HEAD]), _PNG_HEAD
    while place < len(data):
        length, kind = struct.unpack_from(">I4s", data, place)
        end = place + 12 + length
        if end > len(data):
            raise ValueError("a piece that does not end")
        if kind not in _PNG_TOLD:
            kept += data[place:end]
        place = end
        if kind == b"IEND":
            break
    return bytes(kept)


def _webp(data: bytes) -> bytes:
    kept = bytearray()
    for kind, piece in _riff(data):
        if kind in _WEBP_TOLD:
            continue
        if kind == b"VP8X":
            kept += piece[:8] + bytes([piece[8] & ~_WEBP_SAYS_SO]) + piece[9:]
        else:
            kept += piece
    return b"RIFF" + struct.pack("<I", len(kept) + 4) + b"WEBP" + bytes(kept)


def _riff(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The pieces of a WebP, each with its head and padding."""
    place = 12
    while place + 8 <= len(data):
        kind, length = struct.unpack_from("<4sI", data, place)
        end = place + 8 + length + length % 2
        if end > len(data):
            raise ValueError("a piece that does not end")
        yield kind, data[place:end]
        place = end


_CLEANERS: dict[str, Callable[[bytes], bytes]] = {
    "image/jpeg": _jpeg,
    "image/png": _png,
    "image/webp": _webp,
}
