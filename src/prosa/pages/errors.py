"""What somebody at a browser sees instead of a page that is not there."""

from fastapi import Request
from fastapi.responses import Response

from prosa.node import Node
from prosa.pages.rendering import page


def error_page(request: Request, status: int, message: str) -> Response | None:
    """A page that says it; None when a program asks, which had better get JSON."""
    if request.method not in ("GET", "HEAD") or request.url.path.startswith("/api/"):
        return None
    if "text/html" not in request.headers.get("accept", ""):
        return None
    node: Node = request.app.state.node
    return page(node, "error.html", status, message=message)
