"""The sample shop's own pages: products for its front page, articles, pictures."""

from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import FileResponse, HTMLResponse, Response
from jinja2 import Environment, PackageLoader, select_autoescape
from markdown_it import MarkdownIt

from prosa.conversations.errors import NotFoundError
from prosa.conversations.parts import ProductCard
from prosa.conversations.speaking.answers import card
from prosa.node import Node
from prosa.packs.filters import brl

_FOLDER = Path(__file__).parent / "templates"

router = APIRouter(prefix="/shop", include_in_schema=False)

_templates = Environment(
    loader=PackageLoader("prosa.pages", "templates"),
    autoescape=select_autoescape(default=True, default_for_string=True),
)
_templates.filters["brl"] = brl
# Raw HTML in an article is shown as text: articles may come from anywhere.
_markdown = MarkdownIt("commonmark", {"html": False}).enable("table")


@router.get("/products")
async def products(request: Request, limit: Annotated[int, Query(ge=1, le=50)] = 8) -> list[ProductCard]:
    """The most wanted products."""
    node: Node = request.app.state.node
    return [card(product) for product in await node.products.popular(limit)]


@router.get("/artigos/{id}")
async def article(id: str, request: Request) -> Response:
    """An article of the knowledge base."""
    node: Node = request.app.state.node
    found = next((article for article in node.pack.articles if article.id == id), None)
    if found is None:
        raise NotFoundError("Não encontramos este artigo.")
    return _page(node, "article.html", article=found, body=_markdown.render(found.body))


@router.get("/produtos/{id}")
async def product(id: str, request: Request) -> Response:
    """A product."""
    node: Node = request.app.state.node
    found = next((product for product in node.pack.products if product.id == id), None)
    if found is None:
        raise NotFoundError("Não encontramos este produto.")
    return _page(node, "product.html", product=card(found))


@router.get("/page.css")
async def style() -> Response:
    """How the pages look."""
    return FileResponse(_FOLDER / "page.css", media_type="text/css")


@router.get("/images/{name}")
async def image(name: str, request: Request) -> Response:
    """A picture of the pack."""
    node: Node = request.app.state.node
    folder = node.pack.folder / "images"
    # Chosen from what is there, so that no name leads elsewhere.
    path = next((path for path in _pictures(folder) if path.name == name), None)
    if path is None:
        raise NotFoundError("Não encontramos esta imagem.")
    return FileResponse(path, headers={"Cache-Control": "public, max-age=3600"})


def _pictures(folder: Path) -> list[Path]:
    return [path for path in folder.glob("*") if path.suffix in (".svg", ".png", ".jpg", ".webp")]


def _page(node: Node, template: str, **values: object) -> HTMLResponse:
    return HTMLResponse(_templates.get_template(template).render(company=node.pack.bot.company, **values))
