"""What a conversation tells at a glance: its last events, what the customer last asked, moods and intents."""

from collections.abc import Sequence
from dataclasses import dataclass

from prosa.conversations.events import Event, HandOff, HandOffStep, Message, Source

EVENTS_READ = 300
"""The last ones, that cards, summaries and suggestions are made of."""
MESSAGES_ASKED = 3
MOST_ASKED_CHARS = 600


@dataclass(frozen=True, slots=True)
class Asked:
    """What the customer last said that nobody has answered, or else last said."""

    offset: int
    text: str
    answered: bool


def last_asked(events: Sequence[Event]) -> Asked | None:
    """The customer's last messages in a row, as one text; None when they have said nothing."""
    said: list[str] = []
    offset: int | None = None
    answered = False
    for event in reversed(events):
        if isinstance(event.data, HandOff):
            if offset is not None:
                break
            answered = answered or event.data.step is HandOffStep.RESOLVED
        if not isinstance(event.data, Message):
            continue
        if event.source is Source.CUSTOMER:
            offset = event.offset if offset is None else offset
            said.append(event.data.text)
            if len(said) == MESSAGES_ASKED:
                break
        elif offset is not None:
            break
        elif event.source is Source.AGENT or not _hands_over(event.data):
            answered = True
    if offset is None or not any(text.strip() for text in said):
        return None  # Files without a word ask nothing that an article could answer.
    return Asked(offset, "\n".join(reversed(said))[-MOST_ASKED_CHARS:], answered)


@dataclass(frozen=True, slots=True)
class Felt:
    """How the customer sounded in a message."""

    offset: int
    mood: float
    """-1 furious, 1 delighted."""
    sentiment: str
    anger: bool


@dataclass(frozen=True, slots=True)
class Meant:
    """What the bot took a message for."""

    offset: int
    name: str
    confidence: float


def moods(events: Sequence[Event], limit: int = 50) -> tuple[Felt, ...]:
    """Of each message that the bot has answered, in order."""
    found = [
        Felt(answer.answers, facts.mood, facts.sentiment, facts.anger)
        for answer in _answers(events)
        if (facts := answer.facts) is not None and answer.answers is not None
    ]
    return tuple(found[-limit:])


def intents(events: Sequence[Event], limit: int = 20) -> tuple[Meant, ...]:
    """Of each message that the bot has answered, in order, without small talk."""
    found = [
        Meant(answer.answers, facts.intent.name, facts.intent.confidence)
        for answer in _answers(events)
        if (facts := answer.facts) is not None and answer.answers is not None and not facts.small_talk
    ]
    return tuple(found[-limit:])


def given(events: Sequence[Event], kind: str, limit: int) -> tuple[str, ...]:
    """What the customer gave of this kind, the last first, each once."""
    values = [
        entity.value
        for answer in _answers(events)
        if answer.facts is not None
        for entity in answer.facts.entities
        if entity.kind == kind
    ]
    return tuple(dict.fromkeys(reversed(values)))[:limit]


def _answers(events: Sequence[Event]) -> list[Message]:
    return [event.data for event in events if event.source is Source.BOT and isinstance(event.data, Message)]


def _hands_over(message: Message) -> bool:
    return message.facts is not None and message.facts.outcome.hands_over
