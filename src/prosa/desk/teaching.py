"""What agents teach the bot while they work: where it was wrong, and answers that articles can be made of."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Protocol

from sqlalchemy import insert, select
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.exc import IntegrityError

from prosa.conversations.errors import Conflict, NotFoundError
from prosa.conversations.events import ConversationId, Event, Message, Source
from prosa.conversations.log import Log
from prosa.conversations.rows import article_of
from prosa.desk.models import article_draft, wrong_answer
from prosa.desk.summary import key_sentence
from prosa.engines.database import Database
from prosa.people.agents import Agent

BEFORE = 60
"""Events before an agent's answer among which its question is looked for."""


class NoSuchMessage(NotFoundError):
    """There is no such message at this offset."""

    code = "no_such_message"
    says = "Não há uma mensagem assim nesta posição da conversa."


class AlreadyDrafted(Conflict):
    """An article was begun from this answer."""

    code = "already_drafted"
    says = "Já existe um rascunho de artigo feito desta resposta."


class Corrector(Protocol):
    """Puts a message that was understood wrongly on the review list (`learning`)."""

    async def correct(self, conversation: ConversationId, offset: int, intent: str | None, by: Agent) -> Any:
        """With the intent that would have been right, if that is known."""
        ...


@dataclass(frozen=True, slots=True)
class Idea:
    """What an article could say."""

    question: str
    """As the customer put it."""
    title: str
    body: str


class Drafts(Protocol):
    """Begins articles (`library`), without what tells who somebody is."""

    async def draft(self, idea: Idea, by: Agent) -> str:
        """The id of a new draft. Raises what the library does."""
        ...


class Teaching:
    """Takes what agents say of the bot."""

    def __init__(
        self,
        database: Database,
        log: Log,
        corrector: Corrector,
        drafts: Drafts,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._database = database
        self._log = log
        self._corrector = corrector
        self._drafts = drafts
        self._clock = clock

    async def wrong_intent(self, id: ConversationId, offset: int, intent: str | None, by: Agent) -> None:
        """The bot misunderstood this message, or the one that this answer of it answers.

        Raises `NoSuchMessage`, and what the corrector does.
        """
        said = await self._at(id, offset)
        if said.source is Source.BOT:
            offset = _answered_by(said)
        await self._corrector.correct(id, offset, intent, by)

    async def wrong_answer(self, id: ConversationId, offset: int, better: str | None, by: Agent) -> None:
        """The bot understood, but its answer at this offset was wrong; `better`: the article that was right.

        Raises `NoSuchMessage`, and what the corrector does.
        """
        said = await self._at(id, offset)
        if said.source is not Source.BOT:
            raise NoSuchMessage
        marked = upsert(wrong_answer).values(
            conversation_id=id,
            offset=offset,
            at=self._clock(),
            agent_id=by.id,
            article=article_of(said.data),
            better=better,
        )
        again = marked.on_conflict_do_update(
            index_elements=[wrong_answer.c.conversation_id, wrong_answer.c.offset],
            set_={"better": marked.excluded.better, "agent_id": by.id, "at": marked.excluded.at},
        )
        await self._corrector.correct(id, _answered_by(said), None, by)
        async with self._database.begin() as connection:
            await connection.execute(again)

    async def draft(self, id: ConversationId, offset: int, by: Agent) -> str:
        """Begins an article from an agent's answer, with the question that it answers as its title.

        Gives the article's id. Raises `NoSuchMessage`, `AlreadyDrafted`, and what the library does.
        """
        answer = await self._at(id, offset)
        if answer.source is not Source.AGENT or not isinstance(answer.data, Message) or not answer.data.text:
            raise NoSuchMessage
        question = await self._question(id, offset)
        async with self._database.connect() as connection:
            known = select(article_draft.c.article).where(
                article_draft.c.conversation_id == id, article_draft.c.offset == offset
            )
            if (await connection.execute(known)).scalar_one_or_none() is not None:
                raise AlreadyDrafted
        title = key_sentence(question) or key_sentence(answer.data.text)
        article = await self._drafts.draft(Idea(question, title, answer.data.text), by)
        kept = insert(article_draft).values(
            conversation_id=id, offset=offset, at=self._clock(), agent_id=by.id, article=article
        )
        try:
            async with self._database.begin() as connection:
                await connection.execute(kept)
        except IntegrityError as error:
            raise AlreadyDrafted from error
        return article

    async def _question(self, id: ConversationId, offset: int) -> str:
        """The last that the customer said before this, "" for nothing."""
        before = await self._log.last_before(id, offset, BEFORE)
        said = [
            event.data.text
            for event in before
            if event.source is Source.CUSTOMER and isinstance(event.data, Message)
        ]
        return said[-1] if said else ""

    async def _at(self, id: ConversationId, offset: int) -> Event:
        found = await self._log.after(id, offset - 1, limit=1)
        if not found or found[0].offset != offset or not isinstance(found[0].data, Message):
            raise NoSuchMessage
        return found[0]


def _answered_by(said: Event) -> int:
    """Offset of the customer's message that a message of the bot answers. Raises `NoSuchMessage`."""
    if not isinstance(said.data, Message) or said.data.answers is None:
        raise NoSuchMessage
    return said.data.answers
