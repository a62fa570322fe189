"""Variants of a product, as the database keeps them."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from prosa.packs.content import Variant


def as_json(variants: Sequence[Variant]) -> list[dict[str, Any]]:
    """For the column: money as text, so that no cent is lost."""
    return [
        {
            "id": each.id,
            "options": [list(option) for option in each.options],
            "price": str(each.price),
            "old_price": None if each.old_price is None else str(each.old_price),
            "availability": each.availability,
            "link": each.link,
            "image": each.image,
        }
        for each in variants
    ]


def from_json(stored: Sequence[Mapping[str, Any]]) -> tuple[Variant, ...]:
    """What `as_json` made."""
    return tuple(
        Variant(
            id=each["id"],
            options=tuple((name, value) for name, value in each["options"]),
            price=Decimal(each["price"]),
            old_price=None if each["old_price"] is None else Decimal(each["old_price"]),
            availability=each["availability"],
            link=each["link"],
            image=each["image"],
        )
        for each in stored
    )
