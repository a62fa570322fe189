"""What Prosa understood of a message: the types that the rest of the house reads."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

import numpy as np
from numpy.typing import NDArray


class Sentiment(StrEnum):
    """How the customer sounds. Asking, ordering and greeting are neutral."""

    POSITIVE = "positive"
    NEUTRAL = "neutral"
    NEGATIVE = "negative"


class EntityKind(StrEnum):
    """What a span of text denotes. A pack may name kinds of its own (lookups), which stay plain strings."""

    CPF = "cpf"
    CNPJ = "cnpj"
    EMAIL = "email"
    PHONE = "phone"
    CEP = "cep"
    ORDER = "order"
    TICKET = "ticket"
    MONEY = "money"
    DATE = "date"
    TIME = "time"
    PERCENTAGE = "percentage"
    QUANTITY = "quantity"
    URGENCY = "urgency"
    PRODUCT = "product"


@dataclass(frozen=True, slots=True)
class Entity:
    """A span of the message and what it denotes.

    `start` and `end` index the text as the customer wrote it (`text[start:end]`). `value` is canonical:
    digits for CPF and CEP; 14 digits and capitals for CNPJ; digits for order, or its code in capitals when it
    holds letters ("BR-2024-10432"); digits for ticket; E.164 for phone, without area code its digits; a
    decimal string in reais ("200.00") for money; ISO 8601 for date, always a whole day; "HH:MM" for time; a
    decimal string for percentage ("12.5") and quantity ("2"); low, medium, high or urgent for urgency; the
    catalogue's id for product; a synonym's target for a lookup.
    """

    kind: str
    value: str
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class ScoredIntent:
    """An intent and the calibrated probability, 0 to 1, that it is the right one."""

    name: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Cues:
    """What the conversation so far lends to understanding the next message."""

    last_intents: tuple[str, ...] = ()
    """Most recent first."""
    awaiting: str | None = None
    """Kind of the entity the bot has just asked for, so that a bare "10432" is read as that."""
    previous: str = ""
    """The customer's last message that says what it is about: what a short follow-up may lean on."""


@dataclass(frozen=True, slots=True)
class Understanding:
    """One message, understood.

    `normalised` is the lower-cased, spelling-corrected, slang-expanded text that models read, with the words
    "número", "email" and "link" where the customer wrote one. `alternatives` are the next three intents, best
    first. `mood` runs from -1 (furious) to 1 (delighted); `anger` is true for open anger (insults, threats,
    shouting), a narrower thing than negative sentiment. `vector` is the sentence encoder's unit vector of the
    normalised text, so that nobody encodes it twice.
    """

    text: str
    normalised: str
    intent: ScoredIntent
    alternatives: tuple[ScoredIntent, ...]
    entities: tuple[Entity, ...]
    sentiment: Sentiment
    mood: float
    anger: bool
    vector: NDArray[np.float32] = field(compare=False, repr=False)
    follows: bool = False
    """Whether it was understood as a follow-up: `normalised` and `vector` then hold what it follows, too."""
    reworded: str | None = None
    """What is asked, where the text alone does not say it or says more: see `question`."""
    requests: tuple["Understanding", ...] = ()
    """When the message asks for two and more things: each of them, in order, understood by its own clause.

    A greeting beside a request is one as well. `intent` remains that of the whole message. All share its
    text, tone and entities, but a request has the entities of its own clause first.
    """
    refused: tuple[str, ...] = ()
    """Intents that the customer says they do not want: "não quero cancelar"."""
    elsewhere: str = ""
    """Another company, or another company's business, that the message is about: "minha Netflix"."""

    @property
    def question(self) -> str:
        """What to look up: a follow-up together with what it follows, a request's clause, else the text."""
        return self.reworded or self.text

    def entity(self, kind: str) -> Entity | None:
        """The first entity of this kind in the message."""
        return next((entity for entity in self.entities if entity.kind == kind), None)


class Understander(Protocol):
    """Reads messages. Implementations are safe to call from several threads at once."""

    def understand(self, texts: list[str], cues: list[Cues]) -> list[Understanding]:
        """One Understanding for each text, in order. Lists are of equal length; any Unicode is accepted."""
        ...
