"""The built web apps: the widget under /widget, the sample shop's front page at /."""

from pathlib import Path

from fastapi import FastAPI, Request
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import HTMLResponse, Response
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Scope

STATIC = Path(__file__).resolve().parents[1] / "static"
PAGE = "no-cache"
"""Asked for again each time, and sent again only when it changed."""
SCRIPT = "public, max-age=300"
"""The widget's address never changes: sites get a new version within minutes."""
FOREVER = "public, max-age=31536000, immutable"
"""The name holds a hash of the content."""

_NOT_BUILT = """<!doctype html><html lang="pt-BR"><meta charset="utf-8"><title>Prosa</title>
<h1>Prosa está no ar</h1>
<p>As telas ainda não foram construídas. Rode <code>make setup</code> e recarregue.</p></html>"""


class _Cached(StaticFiles):
    """Files of a folder, with how long a browser may keep them."""

    def __init__(self, folder: Path, caching: str) -> None:
        super().__init__(directory=folder, check_dir=False)
        self._caching = caching

    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        response.headers["Cache-Control"] = self._caching
        return response


def mount_static(app: FastAPI, static: Path = STATIC) -> None:
    """Serves what was built. Nothing is mounted at / itself, where it would answer for every other route."""
    if (static / "widget").is_dir():
        app.mount("/widget", _zipped(_Cached(static / "widget", SCRIPT)))
    if (static / "demo" / "assets").is_dir():
        app.mount("/assets", _zipped(_Cached(static / "demo" / "assets", FOREVER)))

    front_page = _Cached(static / "demo", PAGE)

    @app.api_route("/", methods=["GET", "HEAD"], include_in_schema=False)
    async def front(request: Request) -> Response:
        if not (static / "demo" / "index.html").is_file():
            return HTMLResponse(_NOT_BUILT, 503)
        return await front_page.get_response("index.html", request.scope)


def _zipped(files: ASGIApp) -> ASGIApp:
    """Compressed, but not our other answers: a secret shares no stream with what callers choose."""
    return GZipMiddleware(files, minimum_size=1024, compresslevel=6)
