"""Imports over HTTP, under /api/knowledge/imports."""

import asyncio
from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Query, Request
from starlette.requests import ClientDisconnect

from prosa.conversations.errors import Invalid, ProsaError
from prosa.library.access import CurrentAuthor, Library, Services
from prosa.library.articles import Author
from prosa.library.import_schemas import ImportOrder, ImportsView, ImportView
from prosa.library.imports.choosing import MAX_UPLOAD_BYTES, Reach, catalogue_at, source_at, source_of
from prosa.library.imports.importing import Report, Wishes
from prosa.library.imports.items import Progress, Source
from prosa.library.imports.runs import Work
from prosa.library.imports.site import Limits
from prosa.library.products.feeds import MAX_FEED_BYTES
from prosa.people.access import CurrentAgent

FILES = "/api/knowledge/uploads"
"""Takes bodies larger than others do, and reads them only once it is known who sends them."""
UPLOAD_SECONDS = 300.0

router = APIRouter()

Kind = Literal["articles", "products"]


class TooLarge(ProsaError):
    """A file larger than is taken."""

    status = 413
    code = "too_large"
    says = "O arquivo enviado é grande demais."


class TooSlow(ProsaError):
    """A file that did not arrive in time."""

    status = 408
    code = "too_slow"
    says = "O arquivo não chegou a tempo."


@router.post("/imports", status_code=202)
async def import_address(order: ImportOrder, author: CurrentAuthor, library: Services) -> ImportView:
    """Import a site, a Help Center, or a feed of products. Runs beside the node: ask again for how far it is.

    Addresses of private networks are refused. 409 while others run.
    """
    wishes = Wishes(order.dry_run, order.publish, order.remove_missing)
    reach = Reach(Limits(pages=order.max_pages))

    async def articles(tell: Progress) -> Report:
        async with source_at(order.address, reach) as source:
            return await library.importer.run(source, wishes, author, tell)

    async def products(tell: Progress) -> Report:
        name, data = await catalogue_at(order.address, reach)
        return await library.catalogue.run(name, data, wishes, tell, by=author.agent)

    work = products if order.kind == "products" else articles
    return ImportView.of(
        await library.imports.start(order.kind, order.address, work, author, dry_run=order.dry_run)
    )


@router.post(
    "/uploads",
    status_code=202,
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
        }
    },
)
async def import_file(
    request: Request,
    author: CurrentAuthor,
    library: Services,
    name: Annotated[str, Query(min_length=1, max_length=200, pattern=r"^[^/\\\x00-\x1f]+$")],
    kind: Kind = "articles",
    dry_run: bool = False,
    publish: bool = False,
    remove_missing: bool = False,
) -> ImportView:
    """Import the file that is the request's body; what it is, the end of its `name` says.

    A file of the same name updates what came of it before.
    """
    data = await _body(request, MAX_FEED_BYTES if kind == "products" else MAX_UPLOAD_BYTES)
    wishes = Wishes(dry_run, publish, remove_missing)
    work = (
        _products(library, name, data, wishes, author)
        if kind == "products"
        else _articles(library, source_of(name, data), wishes, author)
    )
    return ImportView.of(await library.imports.start(kind, name, work, author, dry_run=dry_run))


@router.get("/imports")
async def list_imports(
    agent: CurrentAgent,
    library: Services,
    after: Annotated[str | None, Query(max_length=200)] = None,
    limit: Annotated[int, Query(ge=1, le=20)] = 10,
) -> ImportsView:
    """Imports that were asked for here, the latest first."""
    return ImportsView.of(await library.imports.page(after, limit))


@router.get("/imports/{id}")
async def get_import(id: UUID, agent: CurrentAgent, library: Services) -> ImportView:
    """How far an import is, and what came of it."""
    return ImportView.of(await library.imports.get(id))


def _articles(library: Library, source: Source, wishes: Wishes, author: Author) -> Work:
    async def work(tell: Progress) -> Report:
        return await library.importer.run(source, wishes, author, tell)

    return work


def _products(library: Library, name: str, data: bytes, wishes: Wishes, author: Author) -> Work:
    async def work(tell: Progress) -> Report:
        return await library.catalogue.run(name, data, wishes, tell, by=author.agent)

    return work


async def _body(request: Request, longest: int) -> bytes:
    """The whole body. Raises `TooLarge`, `TooSlow`."""
    announced = request.headers.get("content-length", "")
    if announced.isdigit() and float(announced) > longest:
        raise TooLarge
    body = bytearray()
    try:
        async with asyncio.timeout(UPLOAD_SECONDS):
            async for chunk in request.stream():
                body += chunk
                if len(body) > longest:
                    raise TooLarge
    except TimeoutError:
        raise TooSlow from None
    except ClientDisconnect:
        raise Invalid("O arquivo não chegou inteiro.") from None
    return bytes(body)
