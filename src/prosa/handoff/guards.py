"""What must hold for an agent's step: checked on the locked conversation, in the transaction of the step."""

from collections.abc import Callable

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from prosa.conversations.appending import Requirement
from prosa.conversations.errors import Conflict, Forbidden
from prosa.conversations.events import AgentId
from prosa.conversations.ports import Effect
from prosa.conversations.projection import Conversation, Owner
from prosa.handoff.waiting import holds
from prosa.people.agents import Agent
from prosa.people.models import agent as agent_table
from prosa.people.roles import Role


class AlreadyTaken(Conflict):
    """Another agent was faster."""

    code = "already_taken"
    says = "Outra pessoa já assumiu esta conversa."


class AlreadyYours(Conflict):
    """This agent holds it already."""

    code = "already_yours"
    says = "Você já está atendendo esta conversa."

    def __init__(self, conversation: Conversation) -> None:
        super().__init__()
        self.conversation = conversation


class NotWaiting(Conflict):
    """The bot still has it, or it is resolved."""

    code = "not_waiting"
    says = "Esta conversa não está na fila."


class NotYours(Forbidden):
    """Only the agent who holds a conversation may act in it."""

    code = "not_yours"
    says = "Esta conversa não está com você. Assuma a conversa antes de continuar."


class NotForPicking(Forbidden):
    """Conversations are given out here, and only supervisors pick."""

    code = "not_for_picking"
    says = "As conversas são distribuídas automaticamente. Só a supervisão escolhe da fila."


class NotYourTeam(Forbidden):
    """It waits for a team that this agent is not in."""

    code = "not_your_team"
    says = "Esta conversa espera por outra equipe."


class AtCapacity(Conflict):
    """The agent holds as many conversations as they may."""

    code = "at_capacity"
    says = "Você já está no seu limite de conversas. Encerre uma delas antes de assumir outra."


def waits_for(agent: Agent, pickers: Role = Role.AGENT) -> Requirement:
    """Requires that the conversation waits for this agent to take it, whose role is at least `pickers`."""

    def require(conversation: Conversation) -> None:
        match conversation.owner:
            case Owner.QUEUE if not agent.role.may(pickers):
                raise NotForPicking
            case Owner.QUEUE if not _is_for(conversation, agent):
                raise NotYourTeam
            case Owner.QUEUE:
                return
            case Owner.AGENT:
                raise AlreadyYours(conversation) if conversation.assignee == agent.id else AlreadyTaken
            case Owner.BOT if conversation.lent_by == agent.id:
                return  # The bot was asked to do something, and need not finish it.
            case Owner.BOT | Owner.NOBODY:
                raise NotWaiting

    return require


def _is_for(conversation: Conversation, agent: Agent) -> bool:
    """Whether the team that it waits for is one of theirs. Supervisors belong to all."""
    return conversation.team is None or conversation.team in agent.teams or agent.role.may(Role.SUPERVISOR)


def held_by(agent: Agent) -> Requirement:
    """Requires that this agent holds the conversation."""

    def require(conversation: Conversation) -> None:
        if conversation.owner is not Owner.AGENT or conversation.assignee != agent.id:
            raise NotYours

    return require


def within_capacity(agent: Agent) -> Effect:
    """Raises `AtCapacity`, and with it undoes the step, when the agent now holds more than they may."""
    return has_room(AgentId(agent.id), agent.max_conversations, AtCapacity)


def has_room(agent: AgentId, most: int, otherwise: Callable[[], Exception]) -> Effect:
    """Raises `otherwise`, and with it undoes the step, when the agent now holds more than `most`.

    The agent's row is locked first: of two steps at once, the second counts what the first did.
    """

    async def check(connection: AsyncConnection) -> None:
        await connection.execute(select(agent_table.c.id).where(agent_table.c.id == agent).with_for_update())
        if (await connection.execute(select(func.count()).where(holds(agent)))).scalar_one() > most:
            raise otherwise()

    return check
