"""A company that writes its own articles, beside those of a pack."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import pytest

from prosa.engines.database import Database
from prosa.knowledge.articles import Articles
from prosa.knowledge.indexing import index_pack
from prosa.language.encoders.universal import shared_encoder
from prosa.library.access import Library
from prosa.library.articles import Author
from prosa.library.content import Content
from prosa.library.opening import open_library
from prosa.library.publishing import Publisher
from prosa.packs.content import Article
from prosa.packs.schema import Pack
from prosa.people.agents import Agents
from tests.knowledge.conftest import a_pack, an_article

PACK = a_pack(
    an_article("prazo", "Qual é o prazo de entrega?"),
    an_article("troca", "Como troco um produto?", tags=("troca",)),
)


def text(title: str = "Garantia estendida", **others: object) -> Content:
    """What an author writes."""
    plain = Content(title, "Vale por dois anos.", "Vale por **dois anos** em toda a linha.")
    return replace(plain, **others)  # type: ignore[arg-type]


@dataclass(slots=True)
class Clock:
    """The time, as the company's clocks show it."""

    now: datetime = datetime(2026, 11, 20, 15, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


@dataclass(frozen=True, slots=True)
class Company:
    database: Database
    pack: Pack
    library: Library
    clock: Clock
    ana: Author
    articles: Articles

    def another_node(self) -> Library:
        """Of the same company."""
        return library_of(self.database, self.pack, self.clock)

    async def searched(self, id: str) -> str | None:
        """The short answer that search has for an article, once the index is in line."""
        await self.library.publisher.sync()
        found = await self.articles.read(id)
        return found.summary if found else None


def library_of(database: Database, pack: Pack, clock: Callable[[], datetime]) -> Library:
    """The library, on a clock of the test's own."""
    library = open_library(database, pack, lambda texts: shared_encoder().encode(texts))
    publisher: Publisher[Article] = library.publisher
    publisher._clock = clock
    return library


@pytest.fixture
async def company(database: Database) -> Company:
    await index_pack(database, PACK, shared_encoder().encode)
    agent, _ = await Agents(database).create("Ana", "ana@loja.example")
    clock = Clock()
    return Company(
        database,
        PACK,
        library_of(database, PACK, clock),
        clock,
        Author(agent.id),
        Articles(database, clock=clock),
    )
