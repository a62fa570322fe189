"""What the knowledge base would answer, for an agent to send, change or put away."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal
from uuid import UUID, uuid4

import structlog
from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert as upsert

from prosa.conversations.errors import NotFoundError
from prosa.conversations.events import ConversationId, Event
from prosa.conversations.parts import SourceLink
from prosa.conversations.ports import Reader, Writer
from prosa.conversations.speaking.articles import source_link
from prosa.desk.models import suggestion as table
from prosa.desk.reading import Asked, last_asked
from prosa.engines.database import Database
from prosa.engines.errors import EnginesError
from prosa.knowledge.answering.answers import Extractor, Source
from prosa.knowledge.articles import ArticleHit, Articles
from prosa.language.batching import Overloaded
from prosa.language.understanding import Cues, Understanding
from prosa.llm.asking import Passage, Question, Written
from prosa.packs.schema import Bot
from prosa.people.agents import Agent

SECONDS = 6.0
"""Longest that a suggestion may take, with a language model; without one it is there at once."""
MOST_PASSAGES = 3

Verdict = Literal["accepted", "edited", "rejected"]

log = structlog.get_logger()


class NoSuchSuggestion(NotFoundError):
    """There is no suggestion by this id, in this conversation, for this agent."""

    code = "no_such_suggestion"
    says = "Esta sugestão não existe mais."


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An answer that an agent may send."""

    id: UUID
    answers: int
    """Offset of the customer's message that it answers."""
    text: str
    sources: tuple[SourceLink, ...]
    written: bool
    """By a language model; else it is an article's own words."""


class Suggester:
    """Makes suggestions, and counts what agents think of them."""

    def __init__(
        self,
        database: Database,
        bot: Bot,
        reader: Reader,
        articles: Articles,
        extractor: Extractor,
        writer: Writer | None = None,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._database = database
        self._bot = bot
        self._reader = reader
        self._articles = articles
        self._extractor = extractor
        self._writer = writer
        self._clock = clock

    async def suggest(
        self, id: ConversationId, events: Sequence[Event], by: Agent, names: Sequence[str] = ()
    ) -> Suggestion | None:
        """An answer to what the customer last said and nobody answered, unless this agent put it away.

        None when nothing is known. `names` are what must not leave the house: the customer's name, address, …
        Raises `DatabaseAway`.
        """
        asked = last_asked(events)
        if asked is None or asked.answered or await self._put_away(id, asked.offset, by):
            return None
        try:
            async with asyncio.timeout(SECONDS):
                made = await self._make(id, asked, names)
        except (TimeoutError, Overloaded, EnginesError) as error:
            log.warning("no suggestion", reason=type(error).__name__, conversation=str(id))
            return None
        if made is None:
            return None
        text, sources, written = made
        kept = await self._keep(id, asked.offset, by, sources[0].id if sources else None, written=written)
        return Suggestion(kept, asked.offset, text, sources, written)

    async def close_to(self, text: str, limit: int = MOST_PASSAGES) -> list[ArticleHit]:
        """The articles that fit a text, best first. Raises `Overloaded`, `DatabaseAway`."""
        understood = await self._reader.understand(text, Cues())
        return await self._find(understood, limit)

    async def judge(self, id: ConversationId, suggestion: UUID, by: Agent, verdict: Verdict) -> None:
        """What the agent made of it; the last word counts. Raises `NoSuchSuggestion`."""
        judged = (
            update(table)
            .where(table.c.id == suggestion, table.c.conversation_id == id, table.c.agent_id == by.id)
            .values(verdict=verdict, judged_at=self._clock())
        )
        async with self._database.begin() as connection:
            if (await connection.execute(judged)).rowcount == 0:
                raise NoSuchSuggestion

    async def _put_away(self, id: ConversationId, offset: int, by: Agent) -> bool:
        """Whether this agent wants none for this message."""
        verdict = select(table.c.verdict).where(
            table.c.conversation_id == id, table.c.offset == offset, table.c.agent_id == by.id
        )
        async with self._database.connect() as connection:
            return (await connection.execute(verdict)).scalar_one_or_none() == "rejected"

    async def _make(
        self, id: ConversationId, asked: Asked, names: Sequence[str]
    ) -> tuple[str, tuple[SourceLink, ...], bool] | None:
        began = self._clock()
        understood = await self._reader.understand(asked.text, Cues())
        hits = await self._find(understood, MOST_PASSAGES)
        if not hits:
            return None
        if self._writer is not None:
            question = Question(
                conversation=str(id),
                text=asked.text,
                passages=tuple(self._passage(hit) for hit in hits),
                began=began,
                names=tuple(name for name in names if name),
            )
            answer = await self._writer.write(question, _unseen)
            if isinstance(answer, Written):
                cited = {passage.id for passage in answer.cited}
                links = tuple(source_link(hit, self._bot) for hit in hits if hit.id in cited)
                return answer.text, links, True
        best = hits[0]
        text = await self._extractor.answer(
            understood.question,
            understood.vector,
            Source(best.title, best.questions, best.summary, best.passage),
        )
        return text, (source_link(best, self._bot),), False

    async def _find(self, understood: Understanding, limit: int) -> list[ArticleHit]:
        sure = understood.intent.confidence >= self._bot.thresholds.answer
        hits = await self._articles.find(
            understood.question, understood.vector, understood.intent.name if sure else None, limit
        )
        # A person looks at it before it is sent: less sure than the bot must be is sure enough.
        return [hit for hit in hits if hit.score >= self._bot.thresholds.article]

    def _passage(self, hit: ArticleHit) -> Passage:
        return Passage(hit.id, hit.title, source_link(hit, self._bot).link, hit.passage or hit.summary)

    async def _keep(
        self, id: ConversationId, offset: int, by: Agent, article: str | None, *, written: bool
    ) -> UUID:
        """Notes that it was shown; the same one again when it is asked for again."""
        shown = upsert(table).values(
            id=uuid4(),
            conversation_id=id,
            offset=offset,
            agent_id=by.id,
            at=self._clock(),
            article=article,
            written=written,
        )
        again = shown.on_conflict_do_update(
            index_elements=[table.c.conversation_id, table.c.offset, table.c.agent_id],
            set_={"article": shown.excluded.article, "written": shown.excluded.written},
        )
        async with self._database.begin() as connection:
            return (await connection.execute(again.returning(table.c.id))).scalar_one()


def _unseen(_: str) -> None:
    """The agent sees it when it is whole."""
