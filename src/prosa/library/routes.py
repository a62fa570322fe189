"""The library over HTTP, under /api/knowledge."""

import asyncio
from typing import Annotated

from fastapi import APIRouter, Path, Query

from prosa.conversations.documented import errors
from prosa.library.access import CurrentAuthor, Library, Services
from prosa.library.articles import Origin, Status
from prosa.library.authoring import checked
from prosa.library.content import ID_PATTERN, MAX_ID_CHARS, id_from
from prosa.library.import_routes import FILES
from prosa.library.import_routes import router as imports
from prosa.library.markdown import as_html, short_answer
from prosa.library.published import entry_of
from prosa.library.schemas import (
    ArticleView,
    ChangesView,
    DifferenceView,
    Draft,
    NewArticle,
    PreviewView,
    Publication,
    RehearsalOrder,
    RehearsalView,
    RollBack,
    Save,
    ShelfPageView,
    VersionsView,
    VersionView,
)
from prosa.library.shelf import Filter
from prosa.library.trying import TrialServices
from prosa.people.access import CurrentAgent

router = APIRouter(
    prefix="/api/knowledge", tags=["knowledge"], responses=errors(400, 401, 403, 404, 408, 409, 413, 422, 503)
)

LARGER_BODIES = {"/api/knowledge/": 3 * 1024 * 1024}
"""Bytes of a request, by how its path begins: the longest article, with every letter escaped as JSON can."""

STREAMED = frozenset({FILES})

Id = Annotated[str, Path(min_length=1, max_length=MAX_ID_CHARS, pattern=ID_PATTERN)]
Number = Annotated[int, Path(ge=1, le=2**31 - 1)]
Asked = Annotated[int, Query(ge=1, le=2**31 - 1)]
Before = Annotated[int | None, Query(ge=1, le=2**53)]
Limit = Annotated[int, Query(ge=1, le=100)]
FewAtOnce = Annotated[int, Query(ge=1, le=20)]
Words = Annotated[str | None, Query(min_length=1, max_length=200, pattern=r"^[^\x00]+$")]


@router.get("/articles")
async def list_articles(
    agent: CurrentAgent,
    library: Services,
    status: Status | None = None,
    origin: Origin | None = None,
    audience: Words = None,
    language: Words = None,
    tag: Words = None,
    source: Annotated[str | None, Query(min_length=1, max_length=2000, pattern=r"^[^\x00]+$")] = None,
    title: Words = None,
    after: Annotated[str | None, Query(max_length=MAX_ID_CHARS, pattern=ID_PATTERN)] = None,
    limit: Limit = 50,
) -> ShelfPageView:
    """All articles, by id: those written or imported here, and those of the pack that none of these replaces.

    `title` is a part of the title or of the id.
    """
    shown = Filter(status, origin, audience, language, tag, source, title)
    return ShelfPageView.of(await library.shelf.page(shown, after, limit), library.article_link)


@router.post("/articles", status_code=201)
async def create_article(new: NewArticle, author: CurrentAuthor, library: Services) -> ArticleView:
    """Write a draft. 409 when there is an article with this id already."""
    created = await library.authoring.create(new.content(), author, new.id)
    return await _view(library, created.id)


@router.post("/preview")
async def preview(draft: Draft, agent: CurrentAgent) -> PreviewView:
    """Show Markdown as it will look. Nothing is saved."""
    html = await asyncio.to_thread(as_html, draft.body)
    return PreviewView(html=html, summary=await asyncio.to_thread(short_answer, draft.body))


@router.post("/trial")
async def try_article(order: RehearsalOrder, agent: CurrentAgent, trials: TrialServices) -> RehearsalView:
    """What the bot would answer to a question now, and as if the article were published. Nothing is saved."""
    now = await trials.ask(order.question)
    then = None
    if order.article is not None:
        id = order.id or id_from(order.article.title)
        then = await trials.ask_with(order.question, entry_of(id, checked(order.article.content())))
    return RehearsalView.model_validate({"now": now, "then": then}, from_attributes=True)


@router.get("/articles/{id}")
async def get_article(id: Id, agent: CurrentAgent, library: Services) -> ArticleView:
    """One article as it was last saved; the pack's, when none was written in its place."""
    return await _view(library, id)


@router.post("/articles/{id}/versions", status_code=201)
async def save_article(id: Id, save: Save, author: CurrentAuthor, library: Services) -> ArticleView:
    """Save an article as a new version. What is published stays as it is.

    409 when somebody saved since `based_on`. Saving what the newest version says changes nothing.
    """
    await library.authoring.save(id, save.content(), save.based_on, author)
    return await _view(library, id)


@router.get("/articles/{id}/versions")
async def list_versions(
    id: Id, agent: CurrentAgent, library: Services, before: Before = None, limit: FewAtOnce = 10
) -> VersionsView:
    """Every save of an article, newest first."""
    found = await library.authoring.versions(id, before, limit + 1)
    return VersionsView(
        versions=tuple(map(VersionView.of, found[:limit])),
        before=found[limit - 1].number if len(found) > limit else None,
    )


@router.get("/articles/{id}/versions/{number}")
async def get_version(id: Id, number: Number, agent: CurrentAgent, library: Services) -> VersionView:
    """One save of an article."""
    return VersionView.of(await library.authoring.version(id, number))


@router.get("/articles/{id}/compare")
async def compare_versions(
    id: Id, before: Asked, after: Asked, agent: CurrentAgent, library: Services
) -> DifferenceView:
    """What differs between two versions."""
    return DifferenceView.of(await library.authoring.difference(id, before, after))


@router.post("/articles/{id}/publish")
async def publish_article(id: Id, what: Publication, author: CurrentAuthor, library: Services) -> ArticleView:
    """Publish a version, the newest unless told otherwise. The bot finds it some seconds later."""
    await library.authoring.publish(id, author, what.version)
    return await _view(library, id)


@router.post("/articles/{id}/unpublish")
async def unpublish_article(id: Id, author: CurrentAuthor, library: Services) -> ArticleView:
    """Take an article out of search. Its versions stay; the pack's of the same id is found again."""
    await library.authoring.unpublish(id, author)
    return await _view(library, id)


@router.post("/articles/{id}/rollback")
async def roll_back_article(id: Id, back: RollBack, author: CurrentAuthor, library: Services) -> ArticleView:
    """Make what an older version says the newest one, and publish that if the article is published."""
    await library.authoring.roll_back(id, back.version, back.based_on, author)
    return await _view(library, id)


@router.get("/articles/{id}/changes")
async def list_changes(
    id: Id, agent: CurrentAgent, library: Services, before: Before = None, limit: Limit = 50
) -> ChangesView:
    """Who did what to an article, the latest first."""
    return ChangesView.of(await library.authoring.changes(id, before, limit + 1), limit)


router.include_router(imports)


async def _view(library: Library, id: str) -> ArticleView:
    return ArticleView.of(await library.shelf.get(id))
