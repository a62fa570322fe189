"""What a turn may decide to do. One frozen type each; `stages/reply.py` carries them out."""

from dataclasses import dataclass
from typing import Literal

from prosa.conversations.events import HandOffReason
from prosa.conversations.facts import FormState
from prosa.knowledge.articles import ArticleHit
from prosa.knowledge.products import ProductHits


@dataclass(frozen=True, slots=True)
class Say:
    """Say a reply of the pack."""

    reply: str
    suggestions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ShowArticle:
    """Answer with an article, and name the ones that came close."""

    article: ArticleHit
    others: tuple[ArticleHit, ...] = ()
    suggestions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ChooseArticle:
    """Several articles fit about as well: ask which one is meant."""

    articles: tuple[ArticleHit, ...]


@dataclass(frozen=True, slots=True)
class ShowProducts:
    """Show products."""

    hits: ProductHits
    suggestions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ask:
    """Ask for a form's missing slot, or whether all of it is right."""

    form: FormState
    reply: str
    person: bool = False
    """Whether a person is offered beside the question."""
    options: tuple[str, ...] = ()
    """Quick replies, where they are not those of the reply or the slot."""


@dataclass(frozen=True, slots=True)
class OfferForm:
    """Offer a form beside an answer: whatever does not take it up is heard as something new."""

    form: FormState
    reply: str


@dataclass(frozen=True, slots=True)
class Act:
    """Run the action that the form waits for: of the slot just filled, or its own when it is complete."""

    form: FormState
    asks: bool = False
    """Whether a question follows in any case."""


@dataclass(frozen=True, slots=True)
class LookUp:
    """Ask the company's system for what a filled form names."""

    form: FormState


@dataclass(frozen=True, slots=True)
class OpenTicket:
    """Open the form's ticket; what is still missing is asked for in the same breath."""

    form: FormState


@dataclass(frozen=True, slots=True)
class AddToTicket:
    """Add what the customer said to the ticket that the form has opened."""

    form: FormState


@dataclass(frozen=True, slots=True)
class TicketStep:
    """Tell of one of the customer's tickets, add to it, or open it again.

    `number` is given when the bot has asked what shall be added to it: the message is that.
    """

    step: Literal["status", "add", "reopen"]
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Recollect:
    """Tell what is known of the customer, ask whether to erase it, or erase it."""

    step: Literal["show", "forget", "erase"]


@dataclass(frozen=True, slots=True)
class ChooseNotices:
    """Say nothing unasked to this customer any more, or do so again."""

    step: Literal["stop", "start"]


@dataclass(frozen=True, slots=True)
class Option:
    """A button of "did you mean"."""

    intent: str
    label: str
    say: str


@dataclass(frozen=True, slots=True)
class Clarify:
    """Not sure enough: offer the most likely readings."""

    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class HandOver:
    """Call a person."""

    reason: HandOffReason
    skill: str | None = None


@dataclass(frozen=True, slots=True)
class Warn:
    """Answer nothing but a warning, after a pause."""

    reply: str
    pause_seconds: float


@dataclass(frozen=True, slots=True)
class Step:
    """One of several answers. `request` is the place in `Turn.apart` of what it answers; None: the whole."""

    decision: "OneDecision"
    request: int | None = None


@dataclass(frozen=True, slots=True)
class Several:
    """Answer several things in one message, in this order; only the last step may ask something back."""

    steps: tuple[Step, ...]
    later: tuple[str, ...] = ()
    """Intents whose forms begin when the one that asks now is filled in."""


OneDecision = (
    Say
    | ShowArticle
    | ChooseArticle
    | ShowProducts
    | Ask
    | OfferForm
    | LookUp
    | Act
    | OpenTicket
    | AddToTicket
    | TicketStep
    | Recollect
    | ChooseNotices
    | Clarify
    | HandOver
    | Warn
)
Decision = OneDecision | Several
