"""What agents put on conversations: tags, priority, sleep. Each is an event of the log."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.asyncio import AsyncConnection

from prosa.conversations.appending import Requirement
from prosa.conversations.errors import Invalid
from prosa.conversations.events import ConversationId, Mark, NewEvent, Source
from prosa.conversations.ledger import Ledger
from prosa.conversations.parts import Urgency
from prosa.conversations.ports import Effect
from prosa.conversations.projection import Conversation, Owner
from prosa.desk.models import tag
from prosa.engines.database import Database
from prosa.people.agents import Agent

LONGEST_SLEEP = timedelta(days=90)
MOST_TAGS = 10
TAGS_LISTED = 500


class BadMoment(Invalid):
    """Not a moment to wake at."""

    code = "bad_moment"
    says = "Escolha um momento no futuro, em até 90 dias."


class _AsItWas(Exception):
    """There is nothing to change."""

    def __init__(self, conversation: Conversation) -> None:
        super().__init__()
        self.conversation = conversation


class Marks:
    """Puts them, and knows the tags there are."""

    def __init__(
        self, database: Database, ledger: Ledger, clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        self._database = database
        self._ledger = ledger
        self._clock = clock

    async def tag(self, id: ConversationId, by: Agent, names: Sequence[str]) -> Conversation:
        """These and no other tags. Raises `UnknownConversation`."""
        tags = tuple(dict.fromkeys(names))[:MOST_TAGS]
        mark = Mark(what="tags", tags=tags, agent=by.id, agent_name=by.name)
        return await self._put(id, mark, lambda standing: standing.tags == tags, effects=[self._known(tags)])

    async def prioritise(self, id: ConversationId, by: Agent, priority: Urgency) -> Conversation:
        """How urgent it is; who waits may get another place. Raises `UnknownConversation`."""
        mark = Mark(what="priority", priority=priority, agent=by.id, agent_name=by.name)
        return await self._put(id, mark, lambda standing: standing.urgency is priority)

    async def snooze(
        self, id: ConversationId, by: Agent, until: datetime | None, require: Requirement
    ) -> Conversation:
        """Puts it aside until then, or until the customer writes; None wakes it at once.

        Raises `BadMoment`, `UnknownConversation`, and what `require` does.
        """
        if until is not None and not timedelta(0) < until - self._clock() <= LONGEST_SLEEP:
            raise BadMoment
        what = "woken" if until is None else "snoozed"
        mark = Mark(what=what, until=until, agent=by.id, agent_name=by.name)
        return await self._put(id, mark, lambda standing: standing.snoozed_until == until, require)

    async def vouch(self, ids: Sequence[ConversationId], by: Agent, *, vip: bool) -> None:
        """Whether somebody comes first among equals, in their conversations that are not resolved."""
        mark = NewEvent(Source.AGENT, Mark(what="vip", vip=vip, agent=by.id, agent_name=by.name))

        def needed(standing: Conversation) -> None:
            if standing.owner is Owner.NOBODY or standing.vip == vip:
                raise _AsItWas(standing)

        for id in ids:
            with suppress(_AsItWas):
                await self._ledger.append(id, [mark], require=needed)

    async def all_tags(self) -> list[tuple[str, str | None]]:
        """The tags there are and their colours, the latest used first."""
        asked = select(tag.c.name, tag.c.color).order_by(tag.c.used_at.desc(), tag.c.name).limit(TAGS_LISTED)
        async with self._database.connect() as connection:
            return [(row.name, row.color) for row in await connection.execute(asked)]

    async def _put(
        self,
        id: ConversationId,
        mark: Mark,
        same: Callable[[Conversation], bool],
        require: Requirement | None = None,
        effects: Sequence[Effect] = (),
    ) -> Conversation:
        def needed(standing: Conversation) -> None:
            if require is not None:
                require(standing)
            if same(standing):
                raise _AsItWas(standing)

        try:
            event = NewEvent(Source.AGENT, mark)
            appended = await self._ledger.append(id, [event], require=needed, effects=effects)
        except _AsItWas as unchanged:
            return unchanged.conversation
        return appended.conversation

    def _known(self, names: Sequence[str]) -> Effect:
        now = self._clock()

        async def remember(connection: AsyncConnection) -> None:
            # In the order of their names: two groups must not wait for each other in a circle.
            for name in sorted(names):
                used = upsert(tag).values(name=name, used_at=now)
                await connection.execute(
                    used.on_conflict_do_update(index_elements=[tag.c.name], set_={"used_at": now})
                )

        return remember
