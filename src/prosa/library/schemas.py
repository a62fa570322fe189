"""Articles as JSON."""

from dataclasses import fields
from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from prosa.conversations.facts import Outcome
from prosa.conversations.parts import whole
from prosa.library.articles import Action, Change, Origin, Status, Version
from prosa.library.comparing import Difference, Kind
from prosa.library.content import (
    ID_PATTERN,
    LANGUAGE,
    MAX_BODY_CHARS,
    MAX_ID_CHARS,
    MAX_LISTED,
    MAX_SUMMARY_CHARS,
    MAX_TITLE_CHARS,
    Content,
)
from prosa.library.shelf import Entry, ShelfPage
from prosa.packs.content import EVERYBODY


def storable(text: str) -> str:
    """Refuses the character 0, which PostgreSQL does not take, and half of a surrogate pair."""
    if "\0" in text:
        raise ValueError("holds the character 0")
    return whole(text)


def web_address(text: str) -> str:
    """Refuses everything that is not a page: a link must not run anything."""
    if not text.lower().startswith(("https://", "http://", "/")):
        raise ValueError("must begin with https://, http:// or /")
    return storable(text)


_stripped = StringConstraints(strip_whitespace=True, min_length=1, max_length=MAX_TITLE_CHARS)
Short = Annotated[str, _stripped, AfterValidator(storable)]
IntentName = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=161), AfterValidator(storable)
]
ArticleKey = Annotated[str, StringConstraints(min_length=1, max_length=MAX_ID_CHARS, pattern=ID_PATTERN)]
VersionNumber = Annotated[int, Field(ge=1, le=2**31 - 1)]


class Sent(BaseModel):
    """What a caller sends: unknown fields are mistakes."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


class View(BaseModel):
    """What a caller gets."""

    model_config = ConfigDict(frozen=True, from_attributes=True, use_attribute_docstrings=True)


class ArticleText(Sent):
    """All that an author writes."""

    title: Short
    summary: Annotated[
        str,
        StringConstraints(strip_whitespace=True, max_length=MAX_SUMMARY_CHARS),
        AfterValidator(storable),
    ] = ""
    """The answer that is sent in chat. Empty: the body's first sentences."""
    body: Annotated[str, StringConstraints(max_length=MAX_BODY_CHARS), AfterValidator(storable)] = ""
    """Markdown. HTML in it is shown as it was typed."""
    audience: ArticleKey = EVERYBODY
    """`all`: the bot answers customers with it. Any other name is a group of your own, e.g. `agents`."""
    language: Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Z]{2})?$")] = LANGUAGE
    """The bot answers with what is in Portuguese."""
    valid_from: date | None = None
    """First day on which it is found, in the company's time zone."""
    valid_until: date | None = None
    """Last such day."""
    tags: tuple[Short, ...] = Field(default=(), max_length=MAX_LISTED)
    intents: tuple[IntentName, ...] = Field(default=(), max_length=MAX_LISTED)
    """Intents that it answers."""
    questions: tuple[Short, ...] = Field(default=(), max_length=MAX_LISTED)
    """The same question as customers put it: each makes the article easier to find."""
    link: (
        Annotated[str, StringConstraints(min_length=1, max_length=2000), AfterValidator(web_address)] | None
    ) = None
    """Where it was published first."""

    def content(self) -> Content:
        """The same, for the services."""
        known: dict[str, Any] = {field.name: getattr(self, field.name) for field in fields(Content)}
        return Content(**known)


class NewArticle(ArticleText):
    """A new article."""

    id: ArticleKey | None = None
    """Default: made of the title. With the id of an article of the pack, it takes that one's place."""


class Save(ArticleText):
    """A whole article as it is to be."""

    based_on: VersionNumber
    """The version that was edited."""


class Publication(Sent):
    """What to publish."""

    version: VersionNumber | None = None
    """Default: the newest."""


class RollBack(Sent):
    """Where to go back to."""

    version: VersionNumber
    based_on: VersionNumber
    """The newest version as the caller knows it."""


class Draft(Sent):
    """Markdown to be shown as it will look."""

    body: Annotated[str, StringConstraints(max_length=MAX_BODY_CHARS), AfterValidator(storable)]


class RehearsalOrder(Sent):
    """A customer's question, and an article that is being written."""

    question: Annotated[
        str,
        StringConstraints(strip_whitespace=True, min_length=1, max_length=500),
        AfterValidator(storable),
    ]
    article: ArticleText | None = None
    id: ArticleKey | None = None
    """Of the article, when it has one."""


class WeighedView(View):
    """An article that was thought of."""

    id: str
    title: str
    score: float
    """Probability, 0 to 1, that it is the one a person would have picked."""


class TriedView(View):
    """What the bot would answer."""

    outcome: Outcome
    text: str
    buttons: tuple[str, ...]
    """What the customer could tap on."""
    article: str | None
    """Which article answers; null: it is none that does."""
    articles: tuple[WeighedView, ...]
    """Those that were thought of, best first; empty when an intent's own rule answers."""
    intent: str
    confidence: float
    """0 to 1."""


class RehearsalView(View):
    """What the bot would answer now, and with the article."""

    now: TriedView
    then: TriedView | None


class PreviewView(View):
    """How Markdown looks."""

    html: str
    """All HTML in the Markdown is escaped."""
    summary: str
    """The answer in chat, if the author gives no other."""


class ContentView(View):
    """What an article says."""

    title: str
    summary: str
    body: str
    audience: str
    language: str
    valid_from: date | None
    valid_until: date | None
    tags: tuple[str, ...]
    intents: tuple[str, ...]
    questions: tuple[str, ...]
    link: str | None


class EntryView(View):
    """An article of the list, as it was last saved, without its text."""

    id: str
    origin: Origin
    """`pack`: in the pack's files, read-only here. `desk`: written or imported here."""
    status: Status
    title: str
    summary: str
    audience: str
    language: str
    valid_from: date | None
    valid_until: date | None
    tags: tuple[str, ...]
    version: int | None
    """The newest; null in the pack."""
    published_version: int | None
    overrides_pack: bool
    """Once it is published, it takes the place of the pack's article with this id."""
    searched: bool
    """The bot may answer with it today."""
    source: str | None
    """What it was imported from."""
    updated_at: datetime | date | None
    updated_by: UUID | None
    updated_by_name: str | None

    @staticmethod
    def of(entry: Entry) -> "EntryView":
        """The view of an article."""
        return EntryView.model_validate(_known(entry))


class ArticleView(EntryView):
    """An article as it was last saved."""

    body: str
    intents: tuple[str, ...]
    questions: tuple[str, ...]
    link: str | None

    @staticmethod
    def of(entry: Entry) -> "ArticleView":
        """The view of an article."""
        return ArticleView.model_validate(_known(entry))


class ListedView(EntryView):
    """An article of the list, and where it is to be read."""

    read_at: str
    """Where customers read it in full, once it is published."""


class ShelfPageView(View):
    """A part of the list, by id."""

    articles: tuple[ListedView, ...]
    after: str | None
    """Pass it as `after` for the next page; null on the last."""

    @staticmethod
    def of(page: ShelfPage, article_link: str) -> "ShelfPageView":
        """The view of a page. `article_link` is where articles without a link of their own are read."""
        listed = (
            ListedView(**_known(entry), read_at=entry.content.link or article_link.format(id=entry.id))
            for entry in page.entries
        )
        return ShelfPageView(articles=tuple(listed), after=page.after)


class VersionView(View):
    """One save of an article."""

    number: int
    content: ContentView
    at: datetime
    by: UUID | None
    by_name: str | None

    @staticmethod
    def of(version: Version) -> "VersionView":
        """The view of a version."""
        return VersionView.model_validate(version)


class VersionsView(View):
    """Versions, newest first."""

    versions: tuple[VersionView, ...]
    before: int | None
    """Pass it as `before` for the next page; null on the last."""


class ChangeView(View):
    """One thing that somebody did."""

    action: Action
    version: int
    at: datetime
    by: UUID | None
    by_name: str | None
    source: str | None
    """The import or command that did it, when no agent was signed in."""


class ChangesView(View):
    """What was done, the latest first."""

    changes: tuple[ChangeView, ...]
    before: int | None
    """Pass it as `before` for the next page; null on the last."""

    @staticmethod
    def of(changes: list[Change], limit: int) -> "ChangesView":
        """The view of at most `limit` changes, of which one more was read."""
        shown = changes[:limit]
        return ChangesView(
            changes=tuple(map(ChangeView.model_validate, shown)),
            before=shown[-1].number if len(changes) > limit else None,
        )


class LineView(View):
    """A line of the body."""

    kind: Kind
    text: str


class FieldChangeView(View):
    """A field, other than the body, that differs. Lists are joined by "; "."""

    field: str
    before: str
    after: str


class DifferenceView(View):
    """What differs between two versions."""

    fields: tuple[FieldChangeView, ...]
    body: tuple[LineView, ...]
    """The whole body, line by line; empty when it is the same in both."""

    @staticmethod
    def of(difference: Difference) -> "DifferenceView":
        """The view of a difference."""
        return DifferenceView.model_validate(difference)


def _known(entry: Entry) -> dict[str, Any]:
    article = entry.article
    newest = article.newest if article is not None else None
    return {
        **{field.name: getattr(entry.content, field.name) for field in fields(Content)},
        "id": entry.id,
        "origin": entry.origin,
        "status": entry.status,
        "version": newest.number if newest else None,
        "published_version": article.published if article else None,
        "overrides_pack": entry.overrides,
        "searched": entry.searched,
        "source": article.source if article else None,
        "updated_at": newest.at if newest else entry.updated,
        "updated_by": newest.by if newest else None,
        "updated_by_name": newest.by_name if newest else None,
    }
