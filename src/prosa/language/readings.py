"""The ways to read a message that may say more, or less, than its words: in parts, and in its context."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from prosa.language.clauses import Clause, Joint, clauses
from prosa.language.followups import is_of_something, joined, leans_back
from prosa.language.refusals import refused
from prosa.language.understanding import Cues

ASKED = 0.6
"""Confidence from which a clause that asks for something is a request of its own."""
TOLD = 0.95
"""The same for a clause that only tells something, which mostly explains the request beside it."""

_TIE = 0.01
"""Two readings this close are equally good, and then the words as they stand are believed."""

_ASIDE = frozenset({Joint.COMMA, Joint.BUT})
"""What stands beside a clause joined like this belongs to the same thought."""


@dataclass(frozen=True, slots=True)
class Readings:
    """What else to understand along with a message before deciding what it means.

    `joined` is a follow-up with what it follows; whether it `needs_it`, since by itself it says nothing.
    `wishes` are clauses that may be requests, when several may; `unwanted` words what others refuse, and
    `rest` is the message without those.
    """

    joined: str | None = None
    needs_it: bool = False
    wishes: tuple[Clause, ...] = ()
    unwanted: tuple[str, ...] = ()
    rest: str | None = None

    @property
    def texts(self) -> tuple[str, ...]:
        """Everything to understand, in the order in which `settle` takes it back."""
        alone = tuple(text for text in (self.joined, self.rest) if text is not None)
        return (*alone, *self.unwanted, *(clause.text for clause in self.wishes))


@dataclass(frozen=True, slots=True)
class Read:
    """A text as the models read it: normalised, its vector, and a confidence for each intent."""

    text: str
    normalised: str
    vector: NDArray[np.float32]
    confidences: NDArray[np.float32]

    @property
    def best(self) -> int:
        """Index of the likeliest intent."""
        return int(self.confidences.argmax())

    @property
    def sure(self) -> float:
        """Confidence of the likeliest intent."""
        return float(self.confidences.max())


@dataclass(frozen=True, slots=True)
class Settled:
    """What a message means after all. Intents are indices."""

    read: Read
    follows: bool = False
    """Whether it was understood as a follow-up."""
    requests: tuple[tuple[Clause, Read], ...] = ()
    """Two and more different things that it asks for, in order; () for one."""
    refused: tuple[int, ...] = ()


def readings_of(text: str, cues: Cues) -> Readings:
    """The readings a message gives reason for; most give none, and cost nothing more."""
    parts = clauses(text)
    if not parts:
        if cues.previous and leans_back(text):
            return Readings(joined=joined(cues.previous, text), needs_it=is_of_something(text))
        unwanted = refused(text)
        return Readings() if unwanted is None else Readings(unwanted=(unwanted,))
    refusals = {clause: wish for clause in parts if (wish := refused(clause.text)) is not None}
    kept = tuple(clause for clause in parts if clause not in refusals)
    wishes = tuple(_not_asides(kept))
    return Readings(
        wishes=wishes if len(wishes) > 1 else (),
        unwanted=tuple(refusals.values()),
        rest=", ".join(clause.text for clause in kept) if refusals and kept else None,
    )


def _not_asides(parts: Sequence[Clause]) -> Iterator[Clause]:
    """The clauses less those that only tell how things are for the request beside them."""
    for place, clause in enumerate(parts):
        after = parts[place + 1].joint if place + 1 < len(parts) else Joint.NONE
        beside_a_request = clause.joint in _ASIDE and place > 0 and parts[place - 1].asks
        if clause.asks or not (after in _ASIDE or beside_a_request):
            yield clause


def settle(whole: Read, readings: Readings, others: Sequence[Read]) -> Settled:
    """Decides between the readings. `others` are `readings.texts`, read."""
    left = iter(others)
    follow_up = next(left) if readings.joined is not None else None
    rest = next(left) if readings.rest is not None else None
    unwanted = [next(left) for _ in readings.unwanted]
    if follow_up is not None:
        return _in_context(whole, follow_up, needs_it=readings.needs_it)
    read, refused_intents = _without(whole, rest, unwanted)
    return Settled(read, requests=tuple(_requests(readings.wishes, list(left))), refused=refused_intents)


def _in_context(alone: Read, follow_up: Read, *, needs_it: bool) -> Settled:
    """The follow-up alone or joined: whichever best intent both readings together support more.

    One that needs what was before is read with it, if that gives any sense.
    """
    if follow_up.best == alone.best:
        # One that names its matter plainly needs nothing from before: "e a garantia?".
        follows = alone.sure < TOLD
    elif needs_it and follow_up.sure >= ASKED:
        follows = True
    else:
        together = alone.confidences + follow_up.confidences
        follows = bool(together[follow_up.best] > together[alone.best] + _TIE)
    return Settled(follow_up if follows else alone, follows=follows)


def _without(whole: Read, rest: Read | None, unwanted: Sequence[Read]) -> tuple[Read, tuple[int, ...]]:
    """The message less what it refuses, and what that is."""
    refused_intents = tuple(dict.fromkeys(read.best for read in unwanted if read.sure >= ASKED))
    if not refused_intents or whole.best not in refused_intents:
        return whole, refused_intents
    confidences = whole.confidences.copy()
    confidences[list(refused_intents)] = 0
    remains = Read(whole.text, whole.normalised, whole.vector, confidences)
    return (rest if rest is not None and rest.sure >= remains.sure else remains), refused_intents


def _requests(parts: Sequence[Clause], reads: Sequence[Read]) -> Iterator[tuple[Clause, Read]]:
    requests: dict[int, tuple[Clause, Read]] = {}
    for clause, read in zip(parts, reads, strict=True):
        if read.sure >= (ASKED if clause.asks else TOLD):
            requests.setdefault(read.best, (clause, read))
    if len(requests) > 1:
        yield from requests.values()
