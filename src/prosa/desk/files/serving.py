"""Gives files to browsers, so that nothing in one can act in our name."""

from collections.abc import AsyncGenerator
from urllib.parse import quote

from starlette.responses import StreamingResponse

from prosa.desk.files.sniffing import PICTURES
from prosa.desk.files.store import StoredFile

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    # Even opened as a page of its own it runs nothing, is of no origin, and loads nothing.
    "Content-Security-Policy": "default-src 'none'; img-src 'self'; sandbox; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    # The widget shows pictures on pages of the company's site.
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Cache-Control": "private, max-age=3600, immutable",
}


def response_of(stored: StoredFile, pieces: AsyncGenerator[bytes]) -> StreamingResponse:
    """Pictures to be shown, everything else to be saved."""
    how = "inline" if stored.media_type in PICTURES else "attachment"
    plain = stored.name.encode("ascii", "replace").decode().replace("\\", "_").replace('"', "_")
    disposition = f"{how}; filename=\"{plain}\"; filename*=UTF-8''{quote(stored.name, safe='')}"
    kind = "text/plain; charset=utf-8" if stored.media_type == "text/plain" else stored.media_type
    return StreamingResponse(
        pieces,
        media_type=kind,
        headers={**HEADERS, "Content-Disposition": disposition, "Content-Length": str(stored.bytes)},
    )
