"""The built web apps: the widget at /widget, the console at /console, the sample shop's front page at /."""

from pathlib import Path

from fastapi import FastAPI, Request
from starlette.responses import FileResponse, HTMLResponse, Response

from prosa.pages.caching import DAY, FOREVER, NOT_BUILT, PAGE, SCRIPT, Cached, zipped
from prosa.pages.console import mount_console

_ICON = Path(__file__).with_name("favicon.ico")
STATIC = Path(__file__).resolve().parents[1] / "static"


def mount_static(app: FastAPI, static: Path = STATIC) -> None:
    """Serves what was built. Nothing is mounted at / itself, where it would answer for every other route."""
    if (static / "widget").is_dir():
        app.mount("/widget", zipped(Cached(static / "widget", SCRIPT)))
    if (static / "demo" / "assets").is_dir():
        app.mount("/assets", zipped(Cached(static / "demo" / "assets", FOREVER)))
    mount_console(app, static)

    @app.api_route("/favicon.ico", methods=["GET", "HEAD"], include_in_schema=False)
    async def icon() -> Response:
        # Browsers ask for it at pages that name no icon: of errors, of our answers as JSON.
        return FileResponse(_ICON, media_type="image/x-icon", headers={"Cache-Control": DAY})

    front_page = Cached(static / "demo", PAGE)

    @app.api_route("/", methods=["GET", "HEAD"], include_in_schema=False)
    async def front(request: Request) -> Response:
        if not (static / "demo" / "index.html").is_file():
            return HTMLResponse(NOT_BUILT, 503)
        return await front_page.get_response("index.html", request.scope)
