"""What a bot did with a message, read from its answer in the log."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from prosa.conversations.events import Message, MessageType
from prosa.conversations.facts import Facts, Outcome
from prosa.packs.schema import Bot

NOTHING_FOUND = frozenset({"articles.none", "products.none", "scope.elsewhere"})
"""Replies that admit that there is no answer. A rule's `fallback` is another."""


class Did(StrEnum):
    """What a customer sees of a turn."""

    ANSWERED = "answered"
    """An article, products, an order, a ticket, a word of thanks."""
    ASKED = "asked"
    """A question about what is missing for what the bot took to be meant."""
    OFFERED = "offered"
    """"Did you mean", or several articles to choose from: one tap away."""
    ADMITTED = "admitted"
    """Said that it does not know, and offered a person."""
    HANDED_OVER = "handed_over"
    FAILED = "failed"
    """Something broke, or no answer came in time."""


@dataclass(frozen=True, slots=True)
class Reaction:
    """A message's answer, as far as it can be judged."""

    did: Did
    text: str = ""
    intents: tuple[str, ...] = ()
    """What was understood, first what was surest."""
    confidence: float = 0.0
    """How sure the bot was of what it did, 0 to 1."""
    articles: tuple[str, ...] = ()
    """Shown as the answer."""
    offered: tuple[str, ...] = ()
    """Intents and articles to choose from."""
    buttons: tuple[str, ...] = ()
    """What choosing each of them sends."""
    tapped: bool = False
    """It came of choosing what had been offered."""
    milliseconds: float = 0.0


FAILED = Reaction(Did.FAILED)


def reaction_of(message: Message, facts: Facts, bot: Bot) -> Reaction:
    """What the bot's message amounts to."""
    fallbacks = {rule.fallback for rule in bot.intents.values() if rule.fallback is not None}
    return Reaction(
        did=_did(message, facts, fallbacks),
        text=message.text,
        intents=tuple(intent.name for intent in (facts.intent, *facts.also)),
        confidence=facts.intent.confidence if facts.sureness is None else facts.sureness,
        articles=tuple(source.id for source in message.sources),
        offered=facts.offered,
        buttons=tuple(action.value for action in message.actions if action.kind == "say"),
        milliseconds=facts.milliseconds,
    )


def _did(message: Message, facts: Facts, fallbacks: Collection[str]) -> Did:
    reply = (facts.reply or "").partition("#")[0]
    match facts.outcome:
        case Outcome.FAILED:
            return Did.FAILED
        case Outcome.HANDED_OVER:
            return Did.HANDED_OVER
        case Outcome.CLARIFIED:
            return Did.OFFERED
        case Outcome.ASKED:
            return Did.ASKED
        case Outcome.ANSWERED | Outcome.TICKETED | Outcome.WARNED:
            if reply in NOTHING_FOUND and message.type is not MessageType.ARTICLE:
                return Did.ADMITTED
            return Did.ASKED if reply in fallbacks else Did.ANSWERED
