"""Whether the customer wants to be told things unasked."""

from sqlalchemy.ext.asyncio import AsyncConnection

from prosa.conversations.decisions import ChooseNotices
from prosa.conversations.facts import Outcome
from prosa.conversations.speaking.voice import said_as, utter
from prosa.conversations.turn import Parts, Spoken, Turn
from prosa.conversations.unasked.keeping import choose, subjects_of


async def choose_notices(decision: ChooseNotices, turn: Turn, parts: Parts) -> Spoken:
    """Keeps the wish with the answer that confirms it: for the customer, and for this conversation."""
    stopped = decision.step == "stop"
    id = turn.conversation.id
    somebody = await parts.customers.of(id) if parts.customers is not None else None
    hashed = None
    if parts.customers is not None and somebody is not None:
        hashed = parts.customers.hash(somebody.kept.external_id)
    subjects, at = subjects_of(id, hashed), turn.now

    async def write(connection: AsyncConnection) -> None:
        await choose(connection, subjects, stopped=stopped, at=at)

    said = utter(turn, parts, "proactive.stopped" if stopped else "proactive.started")
    return Spoken(said_as(said), Outcome.ANSWERED, said.id, effects=(write,))
