"""Which message of a conversation is worth a person's look, and why. Pure: reads a stretch of the log."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from prosa.conversations.events import (
    ConversationId,
    Event,
    HandOff,
    HandOffReason,
    HandOffStep,
    Message,
    Rating,
    Source,
    Thumb,
)
from prosa.conversations.facts import Facts, IntentFact, Outcome
from prosa.learning.masking import masked, says_something
from prosa.packs.schema import Bot

UNHAPPY = 2
"""Ratings up to this, of 5, are worth a look."""


class Reason(StrEnum):
    """Why a message is on the review list."""

    UNSURE = "unsure"
    """The bot was not sure enough to simply answer."""
    CORRECTED = "corrected"
    """An agent said that it was understood wrongly."""
    HANDED_OVER = "handed_over"
    """It led to a person: not understood, or what the bot answered made the customer ask for one."""
    THUMBS_DOWN = "thumbs_down"
    """The customer said that the answer did not help."""
    LOW_RATING = "low_rating"
    """The customer rated the conversation 1 or 2, and this is what the bot was least sure of in it."""


@dataclass(frozen=True, slots=True)
class Noticed:
    """A customer's message that is worth a look."""

    conversation: ConversationId
    offset: int
    reason: Reason
    understood: IntentFact
    alternatives: tuple[IntentFact, ...]


@dataclass(frozen=True, slots=True)
class _Answer:
    """What the bot made of a customer's message."""

    offset: int
    """Of the customer's message."""
    facts: Facts
    said_at: int
    """Offset of the bot's."""


def notice(stretch: Sequence[Event], bot: Bot) -> Noticed | None:
    """What the last event of this stretch of a log draws attention to, if anything."""
    cause = stretch[-1]
    answers = list(_answers(stretch))
    match cause.data:
        case Message(facts=Facts()):
            found, reason = _unsure(answers, stretch, bot), Reason.UNSURE
        case HandOff(step=HandOffStep.REQUESTED):
            found, reason = _handed_over(cause.data, answers, bot), Reason.HANDED_OVER
        case Thumb(of=of, up=False):
            found = next((answer for answer in answers if answer.said_at == of), None)
            reason = Reason.THUMBS_DOWN
        case Rating(score=score) if score <= UNHAPPY:
            found = min(_substantial(answers, bot), key=_confidence, default=None)
            reason = Reason.LOW_RATING
        case _:
            return None
    if found is None or not _worth_learning(found.offset, stretch):
        return None
    return Noticed(cause.conversation, found.offset, reason, found.facts.intent, found.facts.alternatives)


def _unsure(answers: Sequence[_Answer], stretch: Sequence[Event], bot: Bot) -> _Answer | None:
    """The message that the bot was not sure of; not when it answers a question of a form."""
    if not answers or answers[-1].facts.form is not None or stretch[-1].source is not Source.BOT:
        return None
    if len(answers) > 1 and (before := answers[-2].facts.form) is not None and before.asking is not None:
        return None
    last = answers[-1]
    unsure = last.facts.outcome is Outcome.CLARIFIED or (
        last.facts.outcome is Outcome.ANSWERED and _confidence(last) < bot.thresholds.answer
    )
    return last if unsure else None


def _handed_over(handoff: HandOff, answers: Sequence[_Answer], bot: Bot) -> _Answer | None:
    """The message that was not understood; of a customer who wants a person, the one answered before."""
    match handoff.reason:
        case HandOffReason.UNSURE:
            return next((answer for answer in reversed(answers) if answer.offset == handoff.answers), None)
        case HandOffReason.ASKED | HandOffReason.ANGER:
            earlier = [answer for answer in answers if answer.offset != handoff.answers]
            return next(iter(reversed(list(_substantial(earlier, bot)))), None)
        case _:
            return None


def _substantial(answers: Sequence[_Answer], bot: Bot) -> Iterator[_Answer]:
    """Answers that said something to the matter: no small talk, no call for a person."""
    for answer in answers:
        rule = bot.rule(answer.facts.intent.name)
        idle = rule is not None and (rule.is_small_talk or rule.handoff is not None)
        if answer.facts.outcome in (Outcome.ANSWERED, Outcome.CLARIFIED) and not idle:
            yield answer


def _answers(stretch: Sequence[Event]) -> Iterator[_Answer]:
    for event in stretch:
        if (
            isinstance(event.data, Message)
            and event.data.facts is not None
            and event.data.answers is not None
        ):
            yield _Answer(event.data.answers, event.data.facts, event.offset)


def _worth_learning(offset: int, stretch: Sequence[Event]) -> bool:
    """Whether the message says anything; one that is further back than the stretch is taken to."""
    said = next((event.data for event in stretch if event.offset == offset), None)
    return not isinstance(said, Message) or says_something(masked(said.text))


def _confidence(answer: _Answer) -> float:
    return answer.facts.intent.confidence
