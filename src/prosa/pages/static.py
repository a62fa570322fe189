"""The built web apps."""

from pathlib import Path

from fastapi import FastAPI
from starlette.responses import HTMLResponse, Response
from starlette.staticfiles import StaticFiles

STATIC = Path(__file__).resolve().parents[1] / "static"

_NOT_BUILT = """<!doctype html><html lang="pt-BR"><meta charset="utf-8"><title>Prosa</title>
<h1>Prosa está no ar</h1>
<p>As telas ainda não foram construídas. Rode <code>make setup</code> e recarregue.</p></html>"""


def mount_static(app: FastAPI) -> None:
    """Serves the widget under /widget and the sample shop's page at /."""
    if (STATIC / "widget").is_dir():
        app.mount("/widget", StaticFiles(directory=STATIC / "widget"))
    if (STATIC / "demo").is_dir():
        app.mount("/", StaticFiles(directory=STATIC / "demo", html=True))
        return

    @app.get("/", include_in_schema=False)
    async def not_built() -> Response:
        return HTMLResponse(_NOT_BUILT, 503)
