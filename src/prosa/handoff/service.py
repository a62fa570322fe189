"""What agents do: take a conversation, answer, and pass it on. Every step is an event of its log."""

from collections.abc import Sequence
from contextlib import suppress

from prosa.conversations.appending import Appended, Requirement, UnknownConversation
from prosa.conversations.events import (
    AgentId,
    ConversationId,
    Event,
    HandOff,
    HandOffStep,
    Message,
    NewEvent,
    Source,
)
from prosa.conversations.ledger import Ledger
from prosa.conversations.parts import FileCard
from prosa.conversations.ports import Effect
from prosa.conversations.projection import Conversation
from prosa.engines.database import Database
from prosa.handoff import waiting
from prosa.handoff.guards import (
    AlreadyTaken,
    AlreadyYours,
    NotWaiting,
    NotYours,
    held_by,
    waits_for,
    within_capacity,
)
from prosa.handoff.inbox import NoSuchConversation
from prosa.people.agents import Agent
from prosa.people.roles import Role

CANDIDATES = 10
"""Conversations that `take_next` tries at most, when others keep being faster."""


class HandOffs:
    """The agents' steps. Each is checked and written in one transaction, so that of two only one wins."""

    def __init__(self, database: Database, ledger: Ledger, pickers: Role = Role.AGENT) -> None:
        """`pickers`: the least role of those who may take from the queue by hand."""
        self._database = database
        self._ledger = ledger
        self._pickers = pickers

    async def take(self, id: ConversationId, by: Agent) -> Conversation:
        """Takes a waiting conversation; taking one's own again changes nothing.

        Raises `AlreadyTaken`, `NotWaiting`, `AtCapacity`, `NotForPicking`, `NotYourTeam`,
        `NoSuchConversation`.
        """
        step = _step(HandOffStep.ASSIGNED, by)
        require = waits_for(by, self._pickers)
        try:
            return (await self._append(id, step, require, within_capacity(by))).conversation
        except AlreadyYours as yours:
            return yours.conversation

    async def take_next(self, by: Agent) -> Conversation | None:
        """Takes the first of the queue that this agent's skills fit; None when there is none.

        Raises `AtCapacity`, `NotForPicking`.
        """
        async with self._database.connect() as connection:
            candidates = await waiting.next_for(connection, by.skills, by.teams, CANDIDATES)
        for id in candidates:
            try:
                return await self.take(id, by)
            except (AlreadyTaken, NotWaiting):
                continue
        return None

    async def answer(
        self,
        id: ConversationId,
        by: Agent,
        text: str,
        message_id: str | None = None,
        *,
        files: tuple[FileCard, ...] = (),
        effects: Sequence[Effect] = (),
    ) -> Event:
        """Says something to the customer. The same `message_id` again gives the event stored the first time.

        Raises `NotYours`, `NoSuchConversation`.
        """
        said = Message(text=text, files=files, agent=by.id, agent_name=by.name)
        return await self._write(id, by, said, message_id, effects)

    async def return_to_bot(self, id: ConversationId, by: Agent) -> Conversation:
        """Gives the conversation back to the bot. Raises `NotYours`, `NoSuchConversation`."""
        return await self._leave(id, HandOffStep.RETURNED, by)

    async def release(self, id: ConversationId, by: Agent) -> Conversation:
        """Puts it back into the queue, at the place it had. Raises `NotYours`, `NoSuchConversation`."""
        return await self._leave(id, HandOffStep.RELEASED, by)

    async def release_all(self, by: Agent) -> int:
        """Puts everything that an agent holds back into the queue, for one who has left. Returns how many."""
        async with self._database.connect() as connection:
            held = await waiting.held(connection, by.id)
        for id in held:
            # Meanwhile resolved, or released by the agent: just as well.
            with suppress(NotYours):
                await self.release(id, by)
        return len(held)

    async def resolve(self, id: ConversationId, by: Agent, reason: str = "") -> Conversation:
        """Ends it; the customer's next message is the bot's. Raises `NotYours`, `NoSuchConversation`.

        `reason` is one of `RESOLUTIONS`, or the agent's own words.
        """
        return await self._leave(id, HandOffStep.RESOLVED, by, reason)

    async def _leave(
        self, id: ConversationId, step: HandOffStep, by: Agent, reason: str = ""
    ) -> Conversation:
        return (await self._append(id, _step(step, by, reason), held_by(by))).conversation

    async def _write(
        self,
        id: ConversationId,
        by: Agent,
        data: Message,
        message_id: str | None,
        effects: Sequence[Effect] = (),
    ) -> Event:
        # The conversation is part of it: an id used twice in two conversations is two messages.
        external_id = None if message_id is None else f"agent:{by.id}:{id}:{message_id}"
        appended = await self._append(id, NewEvent(Source.AGENT, data, external_id), held_by(by), *effects)
        return appended.events[0]

    async def _append(
        self, id: ConversationId, event: NewEvent, require: Requirement, *effects: Effect
    ) -> Appended:
        try:
            return await self._ledger.append(id, [event], require=require, effects=effects)
        except UnknownConversation as error:
            raise NoSuchConversation from error


def _step(step: HandOffStep, by: Agent, reason: str = "") -> NewEvent:
    handed = HandOff(step=step, agent=AgentId(by.id), agent_name=by.name, resolution=reason)
    return NewEvent(Source.AGENT, handed)
