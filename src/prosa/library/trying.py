"""What the bot would answer, and what it would with an article that is still being written."""

from dataclasses import dataclass, replace
from typing import Annotated

from fastapi import Depends, Request

from prosa.conversations.errors import Unavailable
from prosa.conversations.facts import Outcome
from prosa.conversations.trying import answer, hear
from prosa.conversations.turn import Parts, Turn
from prosa.engines.database import Database
from prosa.knowledge.rows import Encode
from prosa.knowledge.trial import as_if_published
from prosa.language.batching import Overloaded
from prosa.language.encoders.passages import shared_passage_encoder
from prosa.packs.content import Article

MOST_ARTICLES = 3


@dataclass(frozen=True, slots=True)
class Weighed:
    """An article that was thought of."""

    id: str
    title: str
    score: float
    """Probability, 0 to 1, that it is the one a person would have picked."""


@dataclass(frozen=True, slots=True)
class Tried:
    """What the bot would answer."""

    outcome: Outcome
    text: str
    buttons: tuple[str, ...]
    """What the customer could tap on."""
    article: str | None
    """Which article answers; None: it is none that does."""
    articles: tuple[Weighed, ...]
    """Those that were thought of, best first; () when an intent's own rule answers."""
    intent: str
    confidence: float
    """0 to 1."""


class Trials:
    """Asks the bot of this node, as a customer who has said nothing before."""

    def __init__(self, database: Database, parts: Parts, encode: Encode) -> None:
        self._database = database
        self._parts = parts
        self._encode = encode

    async def ask(self, question: str) -> Tried:
        """As things are. Raises `Unavailable`, `DatabaseAway`."""
        heard = await self._hear(question)
        return _tried(await answer(heard, self._parts))

    async def ask_with(self, question: str, entry: Article) -> Tried:
        """As if this article were published, in its own words. Raises `Unavailable`, `DatabaseAway`."""
        heard = await self._hear(question)
        trial = as_if_published(self._database, entry, self._encode, shared_passage_encoder)
        async with trial as searched:
            # A language model would keep those who publish waiting.
            parts = replace(self._parts, articles=self._parts.articles.over(searched), writer=None)
            return _tried(await answer(heard, parts))

    async def _hear(self, question: str) -> Turn:
        try:
            return await hear(question, self._parts)
        except Overloaded as error:
            raise Unavailable from error


def _tried(turn: Turn) -> Tried:
    spoken, understood = turn.said, turn.understood
    # Only where it answers, or asks which: a form that shows where to read on does not answer with it.
    answers = spoken.message.sources[0].id if spoken.message.sources else None
    return Tried(
        outcome=spoken.outcome,
        text=spoken.message.text,
        buttons=(*(action.label for action in spoken.message.actions), *spoken.message.suggestions),
        article=answers,
        articles=tuple(
            Weighed(each.id, each.title, each.score) for each in turn.recalled.articles[:MOST_ARTICLES]
        ),
        intent=understood.intent.name,
        confidence=understood.intent.confidence,
    )


async def trials_of(request: Request) -> Trials:
    """As the app put it together."""
    return request.app.state.trials


TrialServices = Annotated[Trials, Depends(trials_of)]
