"""Which tickets a conversation may know of. An unknown number and somebody else's look the same."""

from sqlalchemy import Row, Select, or_, select

from prosa.conversations.events import ConversationId
from prosa.conversations.models import customer_conversation
from prosa.conversations.parts import TicketCard, Urgency
from prosa.handoff.models import ticket

SHOWN = 5
"""Tickets told of at once."""
LARGEST = 2**31 - 1


def known_to(conversation: ConversationId, number: int | None) -> Select[tuple[object, ...]]:
    """Tickets of this conversation, and of the other conversations of its identified customer."""
    mine = customer_conversation.alias("mine")
    theirs = customer_conversation.alias("theirs")
    same_customer = (
        select(theirs.c.conversation_id)
        .join(mine, mine.c.customer_id == theirs.c.customer_id)
        .where(mine.c.conversation_id == conversation)
    )
    statement = (
        select(ticket)
        .where(or_(ticket.c.conversation_id == conversation, ticket.c.conversation_id.in_(same_customer)))
        # What is under way comes first, then the newest.
        .order_by(ticket.c.status.in_(("solved", "closed")), ticket.c.number.desc())
        .limit(SHOWN)
    )
    return statement if number is None else statement.where(ticket.c.number == number)


def card_of(row: Row[tuple[object, ...]]) -> TicketCard:
    """The ticket as the customer sees it."""
    return TicketCard(
        number=row.number,
        type=row.type,
        urgency=Urgency(row.urgency),
        status=row.status,
        expected_at=row.expected_at,
    )
