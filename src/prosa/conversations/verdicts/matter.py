"""What a verdict is on: the events since the conversation was last resolved, or began. Pure."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from prosa.conversations.events import AgentId, Event, HandOff, HandOffStep, Message, Rating
from prosa.conversations.facts import Facts, Outcome


@dataclass(frozen=True, slots=True)
class Matter:
    """One matter of a customer: who dealt with it, and what it was about."""

    by: Literal["bot", "agent"] = "bot"
    agent: AgentId | None = None
    """The last one who held it."""
    intent: str | None = None
    """The one most often answered, small talk aside; of several the first."""
    article: str | None = None
    """The one answered with last."""

    def rated(self, score: int, comment: str) -> Rating:
        """The verdict on it."""
        return Rating(
            score=score,
            comment=comment,
            by=self.by,
            agent=self.agent,
            intent=self.intent,
            article=self.article,
        )


def matter_of(events: Sequence[Event]) -> Matter:
    """The matter that these events, the last of a conversation and in order, end with."""
    recent = [event.data for event in _since_resolved(events)]
    held = [data.agent for data in recent if isinstance(data, HandOff) and data.step is HandOffStep.ASSIGNED]
    said = [data for data in recent if isinstance(data, Message) and data.facts is not None]
    intents = Counter(
        message.facts.intent.name for message in said if message.facts and _to_the_matter(message.facts)
    )
    articles = [message.sources[0].id for message in said if message.sources]
    return Matter(
        by="agent" if held else "bot",
        agent=held[-1] if held else None,
        intent=intents.most_common(1)[0][0] if intents else None,
        article=articles[-1] if articles else None,
    )


def _since_resolved(events: Sequence[Event]) -> Sequence[Event]:
    """A resolution at the very end closes the matter in question; one before a message closed an earlier."""
    spoken = [place for place, event in enumerate(events) if isinstance(event.data, Message)]
    last = spoken[-1] if spoken else len(events)
    ends = [place for place, event in enumerate(events) if _resolved(event) and place < last]
    return events[ends[-1] + 1 :] if ends else events


def _resolved(event: Event) -> bool:
    return isinstance(event.data, HandOff) and event.data.step is HandOffStep.RESOLVED


def _to_the_matter(facts: Facts) -> bool:
    return not facts.small_talk and facts.outcome not in (Outcome.WARNED, Outcome.FAILED)
