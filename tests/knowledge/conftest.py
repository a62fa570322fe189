"""A knowledge base in a real database, made of what a test says, and the real encoder."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from prosa.engines.database import Database
from prosa.knowledge.articles import Articles
from prosa.knowledge.indexing import IndexReport, index_pack
from prosa.knowledge.products import Products
from prosa.language.cleaning import clean
from prosa.language.encoders.universal import shared_encoder
from prosa.language.normalise import normalise
from prosa.language.training import Phrase, TrainingData
from prosa.packs.content import Article, Product
from prosa.packs.schema import Bot, Company, Pack

Vector = NDArray[np.float32]
Index = Callable[[Pack], Awaitable[IndexReport]]


def an_article(id: str, title: str, **others: Any) -> Article:
    """An article; its summary repeats the title unless the test says otherwise."""
    summary = f"Resposta: {title}"
    return replace(Article(id, title, summary, "Corpo.", updated=date(2026, 3, 2)), **others)


def a_product(id: str, name: str, price: str = "100.00", **others: Any) -> Product:
    """A product in stock."""
    plain = Product(
        id=id,
        name=name,
        brand="Marca",
        category="coisas",
        category_name="Coisas",
        price=Decimal(price),
        old_price=None,
        availability="in_stock",
        features=(),
        description="",
        aliases=(),
        popularity=10,
        link=None,
        image=None,
    )
    return replace(plain, **others)


def a_pack(*parts: Article | Product, phrases: tuple[Phrase, ...] = ()) -> Pack:
    """A pack with these articles and products."""
    return Pack(
        folder=Path(),
        bot=Bot(company=Company(name="Loja"), intents={}),
        training=TrainingData((), phrases=phrases),
        replies={},
        forms={},
        articles=tuple(part for part in parts if isinstance(part, Article)),
        products=tuple(part for part in parts if isinstance(part, Product)),
    )


def vector_of(text: str) -> Vector:
    """The vector that understanding this message would carry."""
    return shared_encoder().encode([normalise(clean(text).text)])[0]


@pytest.fixture
def index(database: Database) -> Index:
    """Brings the test's database in line with a pack."""

    async def indexing(pack: Pack) -> IndexReport:
        return await index_pack(database, pack, shared_encoder().encode)

    return indexing


@pytest.fixture
def articles(database: Database) -> Articles:
    """The articles of the test's database."""
    return Articles(database)


@pytest.fixture
def products(database: Database) -> Products:
    """The products of the test's database."""
    return Products(database)
