"""Passing conversations on: to a colleague, to a team, and back to the queue when somebody is not there."""

from collections.abc import Sequence

from prosa.conversations.appending import Requirement, UnknownConversation
from prosa.conversations.errors import Conflict, NotFoundError
from prosa.conversations.events import (
    AgentId,
    ConversationId,
    HandOff,
    HandOffCause,
    HandOffStep,
    NewEvent,
    Source,
    TeamId,
)
from prosa.conversations.ledger import Ledger
from prosa.conversations.ports import Effect
from prosa.conversations.projection import Conversation, Owner
from prosa.handoff.attendance import Attendance, Colleague
from prosa.handoff.guards import has_room as needs_room
from prosa.handoff.guards import held_by
from prosa.handoff.inbox import NoSuchConversation
from prosa.handoff.presence import Presence
from prosa.people.agents import Agent
from prosa.people.roles import Role


class NoRoom(Conflict):
    """Whoever shall get it holds as many conversations as they may."""

    code = "no_room"

    def __init__(self, name: str) -> None:
        super().__init__(f"{name} já está no limite de conversas. Escolha outra pessoa ou uma equipe.")


class NotThere(Conflict):
    """Whoever shall get it is offline: it would only come back."""

    code = "not_there"

    def __init__(self, name: str) -> None:
        super().__init__(f"{name} não está disponível agora. Escolha outra pessoa ou uma equipe.")


class NoSuchAgent(NotFoundError):
    """There is no agent with this id."""

    code = "no_such_agent"
    says = "Não encontramos esta pessoa na equipe."


class NotToBeGiven(Conflict):
    """It is resolved, or with that person already."""

    code = "not_to_be_given"
    says = "Esta conversa já está encerrada ou já está com esta pessoa."


class Changed(Conflict):
    """It has left the hands from which it should be taken."""


class Transfers:
    """Each step is checked and written in one transaction."""

    def __init__(self, ledger: Ledger, attendance: Attendance) -> None:
        self._ledger = ledger
        self._attendance = attendance

    async def to_agent(
        self, id: ConversationId, by: Agent, to: AgentId, note: str = "", *, force: bool = False
    ) -> Conversation:
        """Gives one's own conversation, or as supervisor anybody's, to a colleague.

        They must be there, and have room unless by `force`.

        Raises `NotYours`, `NoSuchAgent`, `NotThere`, `NoRoom`, `NoSuchConversation`.
        """
        return await self._give(id, by, to, note, _passed_on_by(by), force=force)

    async def to_team(self, id: ConversationId, by: Agent, team: TeamId, note: str = "") -> Conversation:
        """Puts one's own conversation, or as supervisor anybody's, into a team's queue, at the place it had.

        Raises `NotYours`, `NoSuchConversation`.
        """
        step = HandOff(
            step=HandOffStep.RELEASED,
            cause=HandOffCause.TRANSFERRED,
            agent=by.id,
            agent_name=by.name,
            by=by.id,
            team=team,
            note=note,
        )
        return await self._append(id, NewEvent(Source.AGENT, step), _passed_on_by(by))

    async def assign(
        self, id: ConversationId, by: Agent, to: AgentId, note: str = "", *, force: bool = False
    ) -> Conversation:
        """Gives any conversation that is not resolved to an agent, as supervisors may.

        Raises `NotToBeGiven`, `NoSuchAgent`, `NotThere`, `NoRoom`, `NoSuchConversation`.
        """

        def require(conversation: Conversation) -> None:
            if conversation.owner is Owner.NOBODY or conversation.assignee == to:
                raise NotToBeGiven

        return await self._give(id, by, to, note, require, force=force)

    async def take_back(self, id: ConversationId, agent: AgentId, cause: HandOffCause) -> Conversation:
        """Back to the queue, at the place it had, because this agent is gone or does not answer.

        Raises `Changed` when they have it no more.
        """

        def require(conversation: Conversation) -> None:
            if agent not in (conversation.assignee, conversation.lent_by):
                raise Changed

        step = HandOff(step=HandOffStep.RELEASED, cause=cause, agent=agent)
        return await self._append(id, NewEvent(Source.SYSTEM, step), require)

    async def floor_back(self, id: ConversationId, agent: AgentId) -> Conversation:
        """Ends a form that the bot was asked to run: the agent goes on.

        Raises `Changed` when it has ended meanwhile, `NoSuchAgent` when they were locked out.
        """

        def require(conversation: Conversation) -> None:
            if conversation.lent_by != agent:
                raise Changed

        receiver = await self._known(agent)
        step = HandOff(
            step=HandOffStep.ASSIGNED,
            cause=HandOffCause.FLOOR_BACK,
            agent=agent,
            agent_name=receiver.name,
        )
        return await self._append(id, NewEvent(Source.SYSTEM, step), require)

    async def _give(
        self, id: ConversationId, by: Agent, to: AgentId, note: str, require: Requirement, *, force: bool
    ) -> Conversation:
        receiver = await self._receiver(to)
        step = HandOff(
            step=HandOffStep.ASSIGNED,
            cause=HandOffCause.TRANSFERRED,
            agent=receiver.id,
            agent_name=receiver.name,
            by=by.id,
            note=note,
        )
        room = [] if force else [needs_room(receiver.id, receiver.max, lambda: NoRoom(receiver.name))]
        return await self._append(id, NewEvent(Source.AGENT, step), require, room)

    async def _receiver(self, to: AgentId) -> Colleague:
        receiver = await self._known(to)
        if receiver.presence is Presence.OFFLINE:
            raise NotThere(receiver.name)
        return receiver

    async def _known(self, agent: AgentId) -> Colleague:
        try:
            return await self._attendance.of(agent)
        except LookupError as error:
            raise NoSuchAgent from error

    async def _append(
        self, id: ConversationId, event: NewEvent, require: Requirement, effects: Sequence[Effect] = ()
    ) -> Conversation:
        try:
            appended = await self._ledger.append(id, [event], require=require, effects=effects)
        except UnknownConversation as error:
            raise NoSuchConversation from error
        return appended.conversation


def _passed_on_by(by: Agent) -> Requirement:
    """Requires that this agent holds it; of supervisors only that somebody waits or talks."""
    if not by.role.may(Role.SUPERVISOR):
        return held_by(by)

    def require(conversation: Conversation) -> None:
        if not conversation.with_people:
            raise NotToBeGiven

    return require
