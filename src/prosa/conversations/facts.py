"""What the bot knew when it spoke: kept beside its message, so that context can be rebuilt from the log."""

from enum import StrEnum
from typing import Literal

from prosa.conversations.parts import Part


class Outcome(StrEnum):
    """What a turn did for the customer."""

    ANSWERED = "answered"
    ASKED = "asked"
    """Asked for something that is missing."""
    CLARIFIED = "clarified"
    """Offered alternatives: "did you mean"."""
    TICKETED = "ticketed"
    HANDED_OVER = "handed_over"
    WARNED = "warned"
    """Answered nothing: the customer was asked to slow down."""
    FAILED = "failed"
    """Something broke; apologised and called a person."""

    @property
    def hands_over(self) -> bool:
        """Whether a person owns the conversation after it."""
        return self in (Outcome.HANDED_OVER, Outcome.FAILED)


class EntityFact(Part):
    """An entity the customer gave. Fields as in `language.understanding.Entity`."""

    kind: str
    value: str
    text: str
    start: int
    end: int


class IntentFact(Part):
    """An intent and its calibrated probability."""

    name: str
    confidence: float


class FormState(Part):
    """A form the customer is filling in."""

    form: str
    values: dict[str, str] = {}
    asking: str | None = None
    """The slot that was last asked for; None when the form is complete."""
    tries: int = 0
    """How often this slot was asked for without an answer that fits."""
    ticket: int | None = None
    """The ticket this form has already opened and adds to."""
    proposed: str | None = None
    """A value given earlier: the customer has just been asked whether it is meant again."""
    began: int = 0
    """Offset of the message that began it: with the conversation, what tells this filling-in from others."""
    found: dict[str, str] = {}
    """What actions gave, by name."""
    checked: tuple[str, ...] = ()
    """Slots whose actions have taken their values."""
    skipped: tuple[str, ...] = ()
    """Optional slots that the customer passed over."""
    stage: Literal["filling", "offered", "confirming", "confirmed", "resuming", "carried"] = "filling"
    """`offered`: its first question may be passed over; `confirming`: all was summed up and a yes is waited
    for; `resuming`: it was laid aside, and the customer is asked whether to go on; `carried`: it was begun in
    another conversation of the same customer."""
    attempt: int = 0
    """How often the company's system has definitely refused: what is asked of it next is a new wish."""

    @property
    def carried(self) -> "FormState | None":
        """The form as another conversation of the same customer may take it up; None when it may not.

        One that has been confirmed may have been acted on, and what it would do there again is another wish.
        """
        if self.stage in ("offered", "confirmed"):
            return None
        return self.model_copy(update={"stage": "carried", "proposed": None, "tries": 0})

    @property
    def known(self) -> dict[str, str]:
        """Everything an action may mention."""
        return {**self.found, **self.values}


class ActionFact(Part):
    """What came of an action."""

    name: str
    outcome: Literal["done", "not_found", "refused", "unavailable"]


class Unasked(Part):
    """Why the bot spoke without being asked, and what the next message may lean on."""

    rule: str
    """Of the pack."""
    entities: tuple[EntityFact, ...] = ()
    """What the company's event named, such as an order."""
    options: tuple[str, ...] = ()
    """What the customer may choose from, as in `Facts`."""
    reply: str | None = None


class Facts(Part):
    """What a turn understood and did. Everything `Context` needs to be rebuilt."""

    intent: IntentFact
    alternatives: tuple[IntentFact, ...] = ()
    also: tuple[IntentFact, ...] = ()
    """What else the same message asked for."""
    follows: bool = False
    """Whether the message was understood as a follow-up of an earlier one."""
    entities: tuple[EntityFact, ...] = ()
    sentiment: str
    mood: float = 0.0
    anger: bool = False
    outcome: Outcome
    form: FormState | None = None
    actions: tuple[ActionFact, ...] = ()
    """What was asked of the company's systems, in order."""
    later: tuple[str, ...] = ()
    """Intents whose forms begin when this one is filled in."""
    adding: int | None = None
    """The ticket that the customer was asked what to add to."""
    erasing: bool = False
    """The customer was asked whether everything shall be erased."""
    offered: tuple[str, ...] = ()
    """Intents, or articles, offered as "did you mean"."""
    options: tuple[str, ...] = ()
    """What the customer may choose from, in the order that a channel without buttons numbers it."""
    products: tuple[str, ...] = ()
    """Catalogue ids shown, best first."""
    preferences: dict[str, str] = {}
    """What the customer turned out to like: `category` of the products that fitted."""
    small_talk: bool = False
    """Greetings and the like: nothing that could have helped, or not."""
    sureness: float | None = None
    """How sure it was that what it showed answers, 0 to 1; None: as sure as of the intent."""
    reply: str | None = None
    """Key of the pack's reply, with its variant ("greeting#2"), so that it is not said twice in a row."""
    milliseconds: float = 0.0
    """From acceptance of the message to the reply."""
