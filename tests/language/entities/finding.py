"""What the tests of single kinds ask: the values and spans of one kind in a message."""

from prosa.language.cleaning import clean
from prosa.language.entities import EntityFinder
from prosa.language.understanding import Cues
from tests.language.conftest import PRODUCTS, TODAY

_finder = EntityFinder(PRODUCTS, today=lambda: TODAY)


def found(message: str, kind: str, awaiting: str | None = None) -> list[tuple[str, str]]:
    """Words and value of each entity of this kind, seen from Wednesday, 12 March 2025."""
    entities = _finder.find(message, clean(message), Cues(awaiting=awaiting))
    return [(entity.text, entity.value) for entity in entities if entity.kind == kind]


def values(message: str, kind: str, awaiting: str | None = None) -> list[str]:
    return [value for _, value in found(message, kind, awaiting)]
