"""The sample shop's own pages: products for its front page, articles, pictures."""

from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import FileResponse, Response
from markdown_it import MarkdownIt

from prosa.conversations.errors import NotFoundError
from prosa.conversations.parts import ProductCard
from prosa.conversations.speaking.answers import card
from prosa.node import Node
from prosa.pages.rendering import page

_FOLDER = Path(__file__).parent / "templates"

PAGE = ["GET", "HEAD"]
_PICTURE_HEADERS = {
    "Cache-Control": "public, max-age=3600",
    # A drawing opened by itself is a document of our origin: it may look as it likes, and do nothing.
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox",
}

router = APIRouter(prefix="/shop", include_in_schema=False)

# Raw HTML in an article is shown as text: articles may come from anywhere.
_markdown = MarkdownIt("commonmark", {"html": False}).enable("table")


@router.get("/products")
async def products(request: Request, limit: Annotated[int, Query(ge=1, le=50)] = 8) -> list[ProductCard]:
    """The most wanted products."""
    node: Node = request.app.state.node
    return [card(product) for product in await node.products.popular(limit)]


@router.api_route("/artigos/{id}", methods=PAGE)
async def article(id: str, request: Request) -> Response:
    """An article of the knowledge base."""
    node: Node = request.app.state.node
    found = next((article for article in node.pack.articles if article.id == id), None)
    if found is None:
        raise NotFoundError("Não encontramos este artigo.")
    return page(node, "article.html", article=found, body=_markdown.render(found.body))


@router.api_route("/produtos/{id}", methods=PAGE)
async def product(id: str, request: Request) -> Response:
    """A product."""
    node: Node = request.app.state.node
    found = next((product for product in node.pack.products if product.id == id), None)
    if found is None:
        raise NotFoundError("Não encontramos este produto.")
    return page(node, "product.html", product=card(found))


@router.api_route("/page.css", methods=PAGE)
async def style() -> Response:
    """How the pages look."""
    return FileResponse(_FOLDER / "page.css", media_type="text/css", headers={"Cache-Control": "no-cache"})


@router.api_route("/images/{name}", methods=PAGE)
async def image(name: str, request: Request) -> Response:
    """A picture of the pack."""
    node: Node = request.app.state.node
    folder = node.pack.folder / "images"
    # Chosen from what is there, so that no name leads elsewhere.
    path = next((path for path in _pictures(folder) if path.name == name), None)
    if path is None:
        raise NotFoundError("Não encontramos esta imagem.")
    return FileResponse(path, headers=_PICTURE_HEADERS)


def _pictures(folder: Path) -> list[Path]:
    return [path for path in folder.glob("*") if path.suffix in (".svg", ".png", ".jpg", ".webp")]
