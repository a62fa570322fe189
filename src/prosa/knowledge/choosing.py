"""Which of the products that were found to show, and how sure to be about them. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from prosa.knowledge.product_query import ProductQuery
from prosa.packs.content import Product

Kind = Literal["exact", "similar", "popular"]

ENOUGH = 0.6
"""Share of the words from which a product is what was asked for, if it has the first of them."""
CLOSE = 0.3
"""Cosine from which a product without the words is shown: phones for "iphone", nothing for "bicicleta"."""
NEAR_BEST = 0.8
"""Share of the best cosine from which others are shown beside it."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A product and how it meets the query."""

    product: Product
    share: float
    """Share of the query's words that it has."""
    has_first: bool
    """It is what the first word says, which in Portuguese names the thing: "fone bluetooth"."""
    wishes: int
    """How many of the wishes it has."""
    closeness: float
    """Cosine of the message and the product's names."""
    affordable: bool
    """Its price is in the range."""
    to_be_had: bool
    """It is in stock, or the query does not ask for that."""
    named: bool
    """The customer named this product."""
    kin: bool
    """It is of the category of a product that was named."""


@dataclass(frozen=True, slots=True)
class ProductHits:
    """Products to show, best first. None at all with "similar": nothing in the catalogue comes close."""

    kind: Kind
    products: tuple[Product, ...]


def choose(candidates: Sequence[Candidate], query: ProductQuery, limit: int) -> ProductHits:
    """What fits; else what would fit at another price or another day; else what comes close."""
    meant = [candidate for candidate in candidates if _is_meant(candidate, query)]
    best = max((candidate.share for candidate in meant), default=0)
    meant = [candidate for candidate in meant if candidate.share == best or candidate.named]
    fitting = [candidate for candidate in meant if candidate.affordable and candidate.to_be_had]
    if fitting:
        return _hits("exact", sorted(fitting, key=lambda each: _preference(each, query)), limit)
    if meant:
        return _hits("similar", sorted(meant, key=lambda each: _distance(each, query)), limit)
    closest = max((candidate.closeness for candidate in candidates), default=0)
    floor = max(CLOSE, NEAR_BEST * closest)
    near = [each for each in candidates if each.has_first or each.kin or each.closeness >= floor]
    near.sort(key=lambda each: (not each.affordable, not each.has_first, -each.closeness, each.product.id))
    return _hits("similar", near, limit)


def _is_meant(candidate: Candidate, query: ProductQuery) -> bool:
    if not query.words and not query.products:
        return True
    return candidate.named or (candidate.has_first and candidate.share >= ENOUGH)


def _preference(candidate: Candidate, query: ProductQuery) -> tuple[float | Decimal | str, ...]:
    """Sorts what fits: as asked for, else by wishes, then what can be had, then what sells."""
    product = candidate.product
    wishes = -candidate.wishes
    out = {"in_stock": 0, "few": 0, "preorder": 1, "out_of_stock": 2}[product.availability]
    match query.order:
        case "cheapest":
            return wishes, out, product.price, product.id
        case "dearest":
            return wishes, out, -product.price, product.id
        case "popular":
            return wishes, out, -product.popularity, product.id
        case None:
            # Closeness in steps of a tenth: within a step, what sells more goes first.
            return wishes, out, -round(candidate.closeness, 1), -product.popularity, product.id


def _distance(candidate: Candidate, query: ProductQuery) -> tuple[float | Decimal | str, ...]:
    """Sorts what is meant and does not fit: the nearest price first."""
    price, over = candidate.product.price, Decimal(0)
    if query.at_most is not None and price > query.at_most:
        over = price - query.at_most
    elif query.at_least is not None and price < query.at_least:
        over = query.at_least - price
    return not candidate.to_be_had, over, -candidate.product.popularity, candidate.product.id


def _hits(kind: Kind, candidates: Sequence[Candidate], limit: int) -> ProductHits:
    return ProductHits(kind, tuple(candidate.product for candidate in candidates[:limit]))
