"""The agents' console at /console: one page for every address below it, and its files."""

import re
import secrets
from pathlib import Path

from fastapi import FastAPI
from starlette.responses import FileResponse, HTMLResponse, Response

from prosa.conversations.errors import NotFoundError
from prosa.pages.caching import DAY, FOREVER, NOT_BUILT, PAGE, Cached, zipped

PLACEHOLDER = "__NONCE__"
_METHODS = ["GET", "HEAD"]
_FILE_NAME = re.compile(r"[\w-]+(\.[\w-]+)+")
_TYPES = {".webmanifest": "application/manifest+json", ".js": "text/javascript"}
_NOT_FOUND = "Não encontramos este arquivo."


def mount_console(app: FastAPI, static: Path) -> None:
    """Serves what was built in `static`/console. Which screen an address asks for is the page's affair."""
    folder = static / "console"
    if (folder / "assets").is_dir():
        app.mount("/console/assets", zipped(Cached(folder / "assets", FOREVER)))
    if (folder / "icons").is_dir():
        app.mount("/console/icons", Cached(folder / "icons", DAY))

    @app.api_route("/console", methods=_METHODS, include_in_schema=False)
    @app.api_route("/console/{path:path}", methods=_METHODS, include_in_schema=False)
    def console(path: str = "") -> Response:
        name = path.rpartition("/")[2]
        if "." in name:
            return _file(folder, path)
        index = folder / "index.html"
        if not index.is_file():
            return HTMLResponse(NOT_BUILT, 503)
        return _page(index.read_text("utf-8"))


def _page(html: str) -> Response:
    """The page, with a nonce of this response alone for the styles that its components bring."""
    nonce = secrets.token_urlsafe(18)
    headers = {"Cache-Control": PAGE, "Content-Security-Policy": policy(nonce)}
    return HTMLResponse(html.replace(PLACEHOLDER, nonce), headers=headers)


def policy(nonce: str) -> str:
    """What the console may do: nothing from elsewhere, no script or style that we did not serve."""
    return "; ".join(
        (
            "default-src 'self'",
            f"style-src 'self' 'nonce-{nonce}'",
            "img-src 'self' data: blob:",
            "media-src 'self' blob:",
            "object-src 'none'",
            "base-uri 'none'",
            "form-action 'self'",
            "frame-ancestors 'none'",
        )
    )


def _file(folder: Path, path: str) -> Response:
    """A file right beside the page: the manifest, the service worker."""
    file = folder / path
    if _FILE_NAME.fullmatch(path) is None or path == "index.html" or not file.is_file():
        raise NotFoundError(_NOT_FOUND)
    headers = {"Cache-Control": PAGE}
    if path == "sw.js":
        # Else it could serve /console/ but not /console.
        headers["Service-Worker-Allowed"] = "/console"
    return FileResponse(file, media_type=_TYPES.get(file.suffix), headers=headers)
