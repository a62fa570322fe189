"""Makes products of offers: those of one group become one product with variants. Pure."""

from collections.abc import Sequence
from itertools import takewhile

from prosa.library.products.offers import Offer
from prosa.packs.content import Product, Variant

MAX_VARIANTS = 200
_BEST = ("in_stock", "few", "preorder", "out_of_stock")


def grouped(offers: Sequence[Offer]) -> list[Product]:
    """One product for each group, and for each offer without one; in order of their first offer."""
    groups: dict[tuple[str, bool], list[Offer]] = {}
    for offer in offers:
        groups.setdefault((offer.group or offer.id, offer.group is not None), []).append(offer)
    return [_product(id, members, varied=varied) for (id, varied), members in groups.items()]


def _product(id: str, offers: Sequence[Offer], *, varied: bool) -> Product:
    # What can be had, and then what costs least, is what the product as a whole is shown with.
    best = min(offers, key=lambda each: (_BEST.index(each.availability), each.price))
    return Product(
        id=id,
        name=_name(offers),
        brand=best.brand,
        category=best.category,
        category_name=best.category_name,
        price=best.price,
        old_price=best.old_price,
        availability=best.availability,
        features=_together([offer.features for offer in offers]),
        description=max((offer.description for offer in offers), key=len),
        aliases=_together([offer.aliases for offer in offers]),
        popularity=max(offer.popularity for offer in offers),
        link=best.link,
        image=best.image or next((offer.image for offer in offers if offer.image), None),
        variants=tuple(map(_variant, offers[:MAX_VARIANTS])) if varied else (),
    )


def _variant(offer: Offer) -> Variant:
    return Variant(
        offer.id,
        offer.options,
        offer.price,
        offer.old_price,
        offer.availability,
        offer.link,
        offer.image,
    )


def _name(offers: Sequence[Offer]) -> str:
    """What the names of all variants begin with, in whole words; the first one's, if that is too little."""
    words = [offer.name.split() for offer in offers]
    shared = [each[0] for each in takewhile(lambda each: len(set(each)) == 1, zip(*words, strict=False))]
    name = " ".join(shared).rstrip(" -–—,/|(")
    return name if len(shared) >= 2 and len(name) >= 6 else offers[0].name


def _together(lists: Sequence[Sequence[str]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each for entries in lists for each in entries))[:50]
