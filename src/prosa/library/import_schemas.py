"""Imports as JSON."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import AfterValidator, Field, StringConstraints

from prosa.library.imports.runs import Run, RunPage, State
from prosa.library.schemas import Sent, View, storable


def _site(text: str) -> str:
    if not text.lower().startswith(("https://", "http://")):
        raise ValueError("must begin with https:// or http://")
    return storable(text)


class ImportOrder(Sent):
    """A site, or a feed of products, to be imported."""

    address: Annotated[str, StringConstraints(strip_whitespace=True, max_length=2000), AfterValidator(_site)]
    """A site, a part of one, a sitemap, a Zendesk Help Center, or a feed of products."""
    kind: Literal["articles", "products"] = "articles"
    dry_run: bool = False
    """Says what would change, and changes nothing."""
    publish: bool = False
    """Publishes what is new or changed; otherwise these are drafts. Products need no publishing."""
    remove_missing: bool = False
    """Withdraws what the source does not have any more."""
    max_pages: int = Field(default=500, ge=1, le=5000)
    """Pages of a site that are read."""


class LineView(View):
    """An item of a report."""

    item: str
    """Names it within the source."""
    title: str
    article: str | None
    """Id of the article or product; null for one that is not made yet."""


class BrokenView(View):
    """Something that could not be read."""

    item: str
    reason: str
    """In Portuguese."""


class CountsView(View):
    """How many there are of each."""

    new: int
    changed: int
    unchanged: int
    missing: int
    removed: int
    broken: int


class ReportView(View):
    """What an import changed, or would change: at most 1,000 lines of each kind."""

    source: str
    """Names the source; articles are listed by it."""
    dry_run: bool
    counts: CountsView
    new: tuple[LineView, ...]
    changed: tuple[LineView, ...]
    missing: tuple[LineView, ...]
    """Imported before, and not in the source any more."""
    broken: tuple[BrokenView, ...]


class ImportView(View):
    """An import."""

    id: UUID
    kind: str
    source: str
    dry_run: bool
    state: State
    step: str
    """What it is at."""
    seen: int
    total: int | None
    """Of how many; null while nobody knows."""
    started_at: datetime
    ended_at: datetime | None
    by: UUID | None
    report: ReportView | None
    problem: str | None
    """Why it failed, in Portuguese."""

    @staticmethod
    def of(run: Run) -> "ImportView":
        """The view of an import."""
        return ImportView.model_validate(run)


class ImportsView(View):
    """Imports, the latest first."""

    imports: tuple[ImportView, ...]
    after: str | None
    """Pass it as `after` for the next page; null on the last."""

    @staticmethod
    def of(page: RunPage) -> "ImportsView":
        """The view of a page."""
        return ImportsView(imports=tuple(map(ImportView.of, page.runs)), after=page.after)
