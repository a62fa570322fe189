"""Leaving a message while nobody is there: the customer hears, once, that it is read and when."""

import structlog

from prosa.conversations.appending import Appended
from prosa.conversations.events import Message, MessageType, NewEvent, Source
from prosa.conversations.fence import Superseded, still_waiting
from prosa.conversations.projection import Owner
from prosa.conversations.speaking.closing import when_reopening
from prosa.conversations.turn import Parts
from prosa.engines.errors import DatabaseAway

log = structlog.get_logger()


def left_a_message(appended: Appended) -> bool:
    """Whether this is the first thing that the customer says since the conversation waits for a person."""
    before = appended.before
    if before is None or before.owner is not Owner.QUEUE:
        return False
    said = appended.conversation.last_customer_offset > before.last_offset
    # What was said up to its queueing counts as dealt with, and so does everything said since.
    return said and before.last_customer_offset < before.answered


async def confirm(appended: Appended, parts: Parts) -> None:
    """Confirms a message that was left, if nobody is there to read it now."""
    waiting = appended.conversation
    try:
        place = await parts.desk.place_of(waiting.id)
        if place is None or place.open:
            return
        rendered = parts.replies.render(
            "left_message",
            seed=waiting.last_offset,
            name="",
            queue=place,
            reopens=when_reopening(place, parts.desk.outside(waiting.channel), parts),
        )
        said = Message(text=rendered.text, type=MessageType.HANDOFF)
        await parts.ledger.append(waiting.id, [NewEvent(Source.BOT, said)], require=still_waiting)
    except Superseded:
        return  # A person was faster.
    except DatabaseAway:
        log.warning("a message left was not confirmed, the database is away", conversation=str(waiting.id))
    except Exception:
        log.exception("a message left was not confirmed", conversation=str(waiting.id))
