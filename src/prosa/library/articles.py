"""Articles written outside the pack: what is known of one, and what can go wrong with it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from prosa.conversations.errors import Conflict, NotFoundError
from prosa.conversations.events import AgentId
from prosa.library.content import Content


class NoSuchArticle(NotFoundError):
    """There is no article with this id."""

    code = "no_such_article"
    says = "Este artigo não existe."


class NoSuchVersion(NotFoundError):
    """The article has no version of this number."""

    code = "no_such_article_version"
    says = "Este artigo não tem essa versão."


class IdTaken(Conflict):
    """Another article has this id."""

    code = "article_exists"
    says = "Já existe um artigo com este identificador. Abra-o para editar ou escolha outro identificador."


class ChangedMeanwhile(Conflict):
    """Somebody saved since the version that this save began from."""

    code = "changed_meanwhile"

    def __init__(self, newest: int, based_on: int) -> None:
        super().__init__(
            f"Alguém salvou a versão {newest} deste artigo enquanto você editava a {based_on}. "
            "Compare as duas e salve de novo a partir da mais recente."
        )


class ReadOnly(Conflict):
    """The article is the pack's."""

    code = "article_of_pack"
    says = (
        "Este artigo é do pacote do bot e não se edita aqui. "
        "Crie um com o mesmo identificador para substituí-lo."
    )


class Origin(StrEnum):
    """Where an article lives."""

    PACK = "pack"
    """In the pack's files: read-only here."""
    DESK = "desk"
    """Written or imported here."""


class Status(StrEnum):
    """Whether a version of an article is published."""

    DRAFT = "draft"
    PUBLISHED = "published"


class Action(StrEnum):
    """What somebody did to an article."""

    CREATED = "created"
    SAVED = "saved"
    PUBLISHED = "published"
    UNPUBLISHED = "unpublished"
    ROLLED_BACK = "rolled_back"


@dataclass(frozen=True, slots=True)
class Author:
    """Who does something: an agent, or an import or command that nobody is signed in to."""

    agent: AgentId | None = None
    source: str | None = None
    """`cli`, or the key of the imported source."""


@dataclass(frozen=True, slots=True)
class Version:
    """One save of an article."""

    number: int
    """Counts from 1."""
    content: Content
    at: datetime
    by: AgentId | None
    by_name: str | None


@dataclass(frozen=True, slots=True)
class Article:
    """An article of the library, as it was last saved."""

    id: str
    newest: Version
    published: int | None
    """Number of the version that is published."""
    source: str | None
    """Key of the source it was imported from."""

    @property
    def status(self) -> Status:
        """Whether any version of it is published."""
        return Status.DRAFT if self.published is None else Status.PUBLISHED


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that somebody did to an article."""

    number: int
    action: Action
    version: int
    at: datetime
    by: AgentId | None
    by_name: str | None
    source: str | None
