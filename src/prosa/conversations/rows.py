"""Between rows of the database, whichever driver read them, and the core's types."""

from typing import Any
from uuid import UUID

from prosa.conversations.events import (
    AgentId,
    ContactId,
    ConversationId,
    Event,
    EventData,
    HandOff,
    Mark,
    Message,
    Note,
    Promise,
    Rating,
    Source,
    System,
    TeamId,
    Thumb,
)
from prosa.conversations.facts import Facts, Unasked
from prosa.conversations.models import conversation as conversation_table
from prosa.conversations.parts import Urgency
from prosa.conversations.projection import Conversation, Owner
from prosa.conversations.sealing import Sealer

CONVERSATION_COLUMNS = tuple(column.name for column in conversation_table.columns)
"""In the order of `conversation_values`."""


UNASKED = "proactive"
"""Outcome of a message that nobody had asked for: no turn, and no answer."""


def conversation_of(row: Any) -> Conversation:
    """The conversation that this row of `conversation` says."""
    return Conversation(
        id=ConversationId(row.id),
        contact=ContactId(row.contact_id),
        channel=row.channel,
        opened_at=row.opened_at,
        updated_at=row.updated_at,
        owner=Owner(row.owner),
        assignee=_agent_id(row.assignee),
        last_offset=row.last_offset,
        last_customer_offset=row.last_customer_offset,
        answered=row.answered,
        queued_at=row.queued_at,
        assigned_at=row.assigned_at,
        urgency=Urgency(row.urgency),
        skill=row.skill,
        customer_messages=row.customer_messages,
        bot_messages=row.bot_messages,
        agent_messages=row.agent_messages,
        escalations=row.escalations,
        rating=row.rating,
        tags=tuple(row.tags),
        snoozed_until=row.snoozed_until,
        resolution=row.resolution,
        delivered_offset=row.delivered_offset,
        read_offset=row.read_offset,
        vip=row.vip,
        team=None if row.team is None else TeamId(row.team),
        preferred_agent=_agent_id(row.preferred_agent),
        last_agent=_agent_id(row.last_agent),
        lost_by=_agent_id(row.lost_by),
        rejoined_at=row.rejoined_at,
        spoken_at=row.spoken_at,
        lent_by=_agent_id(row.lent_by),
        lent_form=row.lent_form,
        waiting_since=row.waiting_since,
        first_response_at=row.first_response_at,
        first_response_due=row.first_response_due,
        next_response_due=row.next_response_due,
        resolution_due=row.resolution_due,
        warned=frozenset(map(Promise, row.warned)),
        breached=frozenset(map(Promise, row.breached)),
    )


def _agent_id(id: UUID | None) -> AgentId | None:
    return None if id is None else AgentId(id)


def conversation_values(conversation: Conversation) -> dict[str, Any]:
    """The row that says this conversation."""
    return {
        "id": conversation.id,
        "contact_id": conversation.contact,
        "channel": conversation.channel,
        "opened_at": conversation.opened_at,
        "updated_at": conversation.updated_at,
        "owner": conversation.owner.value,
        "assignee": conversation.assignee,
        "last_offset": conversation.last_offset,
        "answered": conversation.answered,
        "last_customer_offset": conversation.last_customer_offset,
        "queued_at": conversation.queued_at,
        "assigned_at": conversation.assigned_at,
        "urgency": conversation.urgency.value,
        "skill": conversation.skill,
        "customer_messages": conversation.customer_messages,
        "bot_messages": conversation.bot_messages,
        "agent_messages": conversation.agent_messages,
        "escalations": conversation.escalations,
        "rating": conversation.rating,
        "tags": conversation.tags,
        "snoozed_until": conversation.snoozed_until,
        "resolution": conversation.resolution,
        "delivered_offset": conversation.delivered_offset,
        "read_offset": conversation.read_offset,
        "vip": conversation.vip,
        "team": conversation.team,
        "preferred_agent": conversation.preferred_agent,
        "last_agent": conversation.last_agent,
        "lost_by": conversation.lost_by,
        "rejoined_at": conversation.rejoined_at,
        "spoken_at": conversation.spoken_at,
        "lent_by": conversation.lent_by,
        "lent_form": conversation.lent_form,
        "waiting_since": conversation.waiting_since,
        "first_response_at": conversation.first_response_at,
        "first_response_due": conversation.first_response_due,
        "next_response_due": conversation.next_response_due,
        "resolution_due": conversation.resolution_due,
        "warned": sorted(conversation.warned),
        "breached": sorted(conversation.breached),
    }


def event_of(row: Any, sealer: Sealer) -> Event:
    """The event that this row of `event` says. Raises `Undecipherable`."""
    conversation: UUID = row.conversation_id
    return Event(
        conversation=ConversationId(conversation),
        offset=row.offset,
        at=row.at,
        source=Source(row.source),
        data=sealer.open(row.kind, row.data_sealed, conversation, row.offset),
        external_id=row.external_id,
    )


def event_values(event: Event, channel: str, sealer: Sealer) -> dict[str, Any]:
    """The row that says this event; the facts that reports need stand in the clear."""
    facts = event.data.facts if isinstance(event.data, Message) else None
    return {
        "conversation_id": event.conversation,
        "offset": event.offset,
        "at": event.at,
        "source": event.source.value,
        "kind": event.data.kind,
        "channel": channel,
        "external_id": event.external_id,
        "data_sealed": sealer.seal(event.data, event.conversation, event.offset),
        "intent": _intent(event.data),
        "confidence": facts and facts.intent.confidence,
        "sentiment": facts and facts.sentiment,
        "outcome": _outcome(event.data),
        "article": article_of(event.data),
        "agent_id": _agent(event.data),
        "score": event.data.score if isinstance(event.data, Rating) else None,
        "milliseconds": facts and facts.milliseconds,
    }


def _outcome(data: EventData) -> str | None:
    """What a bot's message did for the customer; of a change of hands, its step."""
    match data:
        case Message(facts=Facts(outcome=outcome)):
            return outcome.value
        case Message(unasked=Unasked()):
            return UNASKED
        case HandOff(step=step):
            return step.value
        case Mark(what=what):
            return what
        case System(code="promise_near" | "promise_broken" as code):
            return code
        case Thumb(up=up):
            return "up" if up else "down"
        case Rating(by=by):
            return by
        case _:
            return None


def _intent(data: EventData) -> str | None:
    match data:
        case Message(facts=Facts(intent=intent)):
            return intent.name
        case Rating(intent=intent) | Thumb(intent=intent):
            return intent
        case _:
            return None


def article_of(data: EventData) -> str | None:
    """The article that an answer came from, or that a verdict is on."""
    match data:
        case Message(sources=(source, *_)):
            return source.id
        case Rating(article=article) | Thumb(article=article):
            return article
        case _:
            return None


def _agent(data: EventData) -> AgentId | None:
    match data:
        case (
            Message(agent=agent)
            | HandOff(agent=agent)
            | Rating(agent=agent)
            | Note(agent=agent)
            | Mark(agent=agent)
        ):
            return agent
        case _:
            return None
