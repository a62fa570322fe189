"""Puts the library's parts together: for a node, and for commands."""

from collections.abc import Sequence
from functools import partial
from zoneinfo import ZoneInfo

from prosa.engines.database import Database
from prosa.knowledge.indexing import Encode, Origin, index_articles, index_pack, index_products
from prosa.library.access import Library
from prosa.library.authoring import Authoring
from prosa.library.imports.importing import Importer
from prosa.library.imports.runs import Runs
from prosa.library.products.catalogue import Catalogue, imported_products
from prosa.library.published import articles_for_the_bot
from prosa.library.publishing import Publisher, Subject
from prosa.library.shelf import Shelf
from prosa.packs.content import Article, Product
from prosa.packs.schema import Pack


class ArticleIndex:
    """The articles that are searched, beside the pack's."""

    def __init__(self, database: Database, pack: Pack, encode: Encode) -> None:
        self._database = database
        self._pack = pack
        self._encode = encode

    async def replace(self, entries: Sequence[Article], /) -> None:
        """What does not come from the pack is exactly this. Raises `IndexingFailed`, `DatabaseAway`."""
        report = await index_articles(self._database, entries, self._encode, origin=Origin.DESK)
        if report.removed:
            # One that went may have stood in the place of the pack's.
            await index_pack(self._database, self._pack, self._encode)


class ProductIndex:
    """The products that are searched, beside the pack's."""

    def __init__(self, database: Database, pack: Pack, encode: Encode) -> None:
        self._database = database
        self._pack = pack
        self._encode = encode

    async def replace(self, entries: Sequence[Product], /) -> None:
        """What does not come from the pack is exactly this. Raises `IndexingFailed`, `DatabaseAway`."""
        report = await index_products(self._database, entries, self._encode, origin=Origin.DESK)
        if report.removed:
            await index_pack(self._database, self._pack, self._encode)


def open_library(database: Database, pack: Pack, encode: Encode) -> Library:
    """The library of this pack. Somebody has to `run` its publisher, or to call its `sync`."""
    zone = ZoneInfo(pack.bot.timezone)
    publisher = Publisher(
        database,
        Subject.ARTICLES,
        partial(articles_for_the_bot, zone=zone),
        ArticleIndex(database, pack, encode),
        zone,
    )
    product_publisher = Publisher(
        database, Subject.PRODUCTS, imported_products, ProductIndex(database, pack, encode), zone
    )
    authoring = Authoring(database, {each.id for each in pack.articles}, publisher.wake)
    return Library(
        shelf=Shelf(database, pack.articles, publisher.today),
        authoring=authoring,
        importer=Importer(database, authoring),
        catalogue=Catalogue(database, product_publisher.wake),
        imports=Runs(database),
        publisher=publisher,
        product_publisher=product_publisher,
        article_link=pack.bot.company.article_link,
    )
