"""What the bot says and does when a person is wanted while nobody answers, as the channel's hours tell."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from prosa.conversations.events import ConversationId
from prosa.conversations.parts import QueuePlace, TicketCard, Urgency
from prosa.conversations.ports import Closing, Effect, TicketRequest
from prosa.conversations.turn import Parts
from prosa.packs.filters import quando
from prosa.packs.outside import filled

LEFT_MESSAGE = "recado"
"""Type of the tickets that are made of messages left for people."""


def calls_nobody(closing: Closing | None) -> bool:
    """Whether the bot keeps the conversation."""
    return closing is not None and closing.outside.does in ("ticket", "bot")


def own_words(
    closing: Closing | None, place: QueuePlace | None = None, ticket: TicketCard | None = None
) -> str | None:
    """What the channel's hours have the bot say; None: what the pack says."""
    if closing is None or not closing.outside.says.strip():
        return None
    back = closing.reopens_at
    values = {
        "volta": "em breve" if back is None else quando(back, closing.now),
        "posicao": "" if place is None else f"{place.position}º",
        "chamado": "" if ticket is None else str(ticket.number),
    }
    return filled(closing.outside.says, values)


async def ticket_of(
    description: str, urgency: Urgency, conversation: ConversationId, parts: Parts
) -> tuple[TicketCard, Effect]:
    """A ticket that people answer when they are back, and what writes it."""
    request = TicketRequest(
        number=await parts.tickets.next_number(),
        conversation=conversation,
        type=LEFT_MESSAGE,
        urgency=urgency,
        description=description,
        expected_at=parts.tickets.promise(urgency, datetime.now(UTC)),
    )
    card = TicketCard(
        number=request.number,
        type=request.type,
        urgency=urgency,
        status="open",
        expected_at=request.expected_at,
    )
    return card, parts.tickets.open(request)


def when_reopening(place: QueuePlace, closing: Closing | None, parts: Parts) -> datetime:
    """When people are back, on the channel's clock or else the pack's; now, while they are there."""
    zone = ZoneInfo(parts.pack.bot.timezone) if closing is None else closing.now.tzinfo
    return (place.reopens_at or datetime.now(UTC)).astimezone(zone)
