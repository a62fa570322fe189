"""What the routes of the library work with.

The app puts one `Library` at `app.state.library` before it serves; routes get its parts by name.
"""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request

from prosa.library.articles import Author
from prosa.library.authoring import Authoring
from prosa.library.imports.importing import Importer
from prosa.library.imports.runs import Runs
from prosa.library.products.catalogue import Catalogue
from prosa.library.publishing import Publisher
from prosa.library.shelf import Shelf
from prosa.packs.content import Article, Product
from prosa.people.access import CurrentSupervisor


@dataclass(frozen=True, slots=True)
class Library:
    """The services behind the API of the library."""

    shelf: Shelf
    authoring: Authoring
    importer: Importer
    catalogue: Catalogue
    imports: Runs
    publisher: Publisher[Article]
    product_publisher: Publisher[Product]
    article_link: str
    """Where articles are read that have no link of their own, with `{id}`."""


async def library_of(request: Request) -> Library:
    """The services, as the app put them together."""
    return request.app.state.library


Services = Annotated[Library, Depends(library_of)]


async def current_author(agent: CurrentSupervisor) -> Author:
    """The same, as the one who writes."""
    return Author(agent.id)


CurrentAuthor = Annotated[Author, Depends(current_author)]
