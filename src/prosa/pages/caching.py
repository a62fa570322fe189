"""How long browsers may keep what was built, and how it travels."""

from pathlib import Path

from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Scope

PAGE = "no-cache"
"""Asked for again each time, and sent again only when it changed."""
SCRIPT = "public, max-age=300"
"""The widget's address never changes: sites get a new version within minutes."""
DAY = "public, max-age=86400"
"""Pictures that change with a release at most."""
FOREVER = "public, max-age=31536000, immutable"
"""The name holds a hash of the content."""

NOT_BUILT = """<!doctype html><html lang="pt-BR"><meta charset="utf-8"><title>Prosa</title>
<h1>Prosa está no ar</h1>
<p>As telas ainda não foram construídas. Rode <code>make setup</code> e recarregue.</p></html>"""


class Cached(StaticFiles):
    """Files of a folder, with how long a browser may keep them."""

    def __init__(self, folder: Path, caching: str) -> None:
        super().__init__(directory=folder, check_dir=False)
        self._caching = caching

    async def get_response(self, path: str, scope: Scope) -> Response:
        """The file, or what StaticFiles says instead."""
        response = await super().get_response(path, scope)
        response.headers["Cache-Control"] = self._caching
        return response


def zipped(files: ASGIApp) -> ASGIApp:
    """Compressed, but not our other answers: a secret shares no stream with what callers choose."""
    return GZipMiddleware(files, minimum_size=1024, compresslevel=6)
