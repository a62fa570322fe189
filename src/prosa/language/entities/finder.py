"""All entity finders over one message, and the choice between their overlapping findings."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from itertools import chain, zip_longest
from zoneinfo import ZoneInfo

from prosa.language.cleaning import Cleaned
from prosa.language.entities.contact import find_ceps, find_emails, find_phones
from prosa.language.entities.dates import find_dates
from prosa.language.entities.dictated import find_dictated
from prosa.language.entities.documents import find_documents
from prosa.language.entities.labels import is_phone_label
from prosa.language.entities.money import find_money
from prosa.language.entities.orders import find_orders
from prosa.language.entities.patterns import PatternFinder
from prosa.language.entities.percentages import find_percentages
from prosa.language.entities.periods import find_periods
from prosa.language.entities.phrases import NoSpelling, PhraseFinder, Spelling
from prosa.language.entities.quantities import find_quantities
from prosa.language.entities.reading import Candidate, Reading
from prosa.language.entities.tickets import find_tickets
from prosa.language.entities.time_ranges import find_time_ranges
from prosa.language.entities.times import find_times
from prosa.language.entities.urgency import find_urgency
from prosa.language.entities.weekdays import find_weekdays
from prosa.language.training import Pattern, Phrase
from prosa.language.understanding import Cues, Entity, EntityKind

_BRASILIA = ZoneInfo("America/Sao_Paulo")


MOST_ENTITIES = 50
"""Entities kept of one message, the best supported first: what a conversation remembers must stay small."""


def today_in_brazil() -> date:
    """The day it is in Brasília: what "amanhã" is counted from."""
    return datetime.now(_BRASILIA).date()


class EntityFinder:
    """Finds the entities of a message. Safe in several threads.

    `spelling` says which words are ordinary Portuguese, `today` from which day relative dates count.
    """

    def __init__(
        self,
        phrases: Sequence[Phrase] = (),
        patterns: Sequence[Pattern] = (),
        spelling: Spelling | None = None,
        today: Callable[[], date] = today_in_brazil,
    ) -> None:
        self._phrases = PhraseFinder(phrases, spelling or NoSpelling())
        self._patterns = PatternFinder(patterns)
        self._today = today

    @classmethod
    def general(
        cls, phrases: Sequence[Phrase] = (), today: Callable[[], date] = today_in_brazil
    ) -> "EntityFinder":
        """A finder for messages that come without a pack; `phrases` name products, if there are any."""
        return cls(phrases, today=today)

    def find(self, original: str, cleaned: Cleaned, cues: Cues) -> tuple[Entity, ...]:
        """The entities in order of their place; none overlap. Offsets index `original`."""
        reading = Reading.of(cleaned.text, self._today(), cues.awaiting)
        entities: list[Entity] = []
        for found in _without_labels(resolve(self._candidates(reading))):
            entity = _in_original(found, original, cleaned)
            # "½" is one character that reads as several: two entities may come from it, and one can stay.
            if not entities or entity.start >= entities[-1].end:
                entities.append(entity)
        return tuple(entities)

    def _candidates(self, reading: Reading) -> Iterable[Candidate]:
        named = list(self._phrases.find(reading))
        products = {found.entity.start for found in named if found.entity.kind == EntityKind.PRODUCT}
        return chain(
            find_emails(reading) if "@" in reading.text else (),
            chain.from_iterable(find(reading) for find in _ALWAYS),
            chain.from_iterable(find(reading) for find in _WITH_FIGURES) if _has_figures(reading) else (),
            find_quantities(reading, products),
            named,
            self._patterns.find(reading),
        )


_ALWAYS = (find_dates, find_weekdays, find_periods, find_times, find_time_ranges, find_urgency)
_WITH_FIGURES = (
    find_documents,
    find_ceps,
    find_phones,
    find_tickets,
    find_orders,
    find_dictated,
    find_money,
    find_percentages,
)


_FIGURE = re.compile(r"\d|\b(?:um|meio)\b")
"""Figures, and the words that stay words because they are mostly none."""


def _has_figures(reading: Reading) -> bool:
    return _FIGURE.search(reading.figures.text) is not None


_ANNOUNCED = 20
"""Characters between a word and the telephone number that it announces: "celular novo é o …"."""


def resolve(candidates: Iterable[Candidate]) -> list[Entity]:
    """The strongest, then longest, then earliest of overlapping candidates, in order of their place."""
    ranked = sorted(
        candidates,
        key=lambda candidate: (
            -candidate.strength,
            candidate.entity.start - candidate.entity.end,
            candidate.entity.start,
        ),
    )
    kept: list[Entity] = []
    taken: set[int] = set()
    for candidate in ranked:
        places = range(candidate.entity.start, candidate.entity.end)
        if taken.isdisjoint(places):
            taken.update(places)
            kept.append(candidate.entity)
    return sorted(kept[:MOST_ENTITIES], key=lambda entity: entity.start)


def _without_labels(entities: Sequence[Entity]) -> Iterator[Entity]:
    """Drops the shop's "telefone" where the word only says what the number after it is."""
    for entity, following in zip_longest(entities, entities[1:]):
        announces = (
            following is not None
            and following.kind == EntityKind.PHONE
            and following.start - entity.end <= _ANNOUNCED
        )
        if not (announces and entity.kind == EntityKind.PRODUCT and is_phone_label(entity.text)):
            yield entity


def _in_original(entity: Entity, original: str, cleaned: Cleaned) -> Entity:
    if cleaned.starts is None:
        return entity
    start, end = cleaned.original_span(entity.start, entity.end)
    return replace(entity, start=start, end=end, text=original[start:end])
