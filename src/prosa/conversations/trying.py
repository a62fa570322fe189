"""What the bot would say to a first message, without a conversation: nothing is written, nobody is called."""

from datetime import UTC, datetime
from uuid import uuid4

from prosa.conversations.context import Context
from prosa.conversations.events import ContactId, ConversationId, Event, Message, Source
from prosa.conversations.projection import Conversation
from prosa.conversations.stages.decide import decide
from prosa.conversations.stages.preprocess import preprocess
from prosa.conversations.stages.recall import recall
from prosa.conversations.stages.reply import reply
from prosa.conversations.stages.understand import understand
from prosa.conversations.turn import Parts, Turn

CHANNEL = "trial"


async def hear(text: str, parts: Parts) -> Turn:
    """The message, understood. Raises `Overloaded`."""
    now, id = datetime.now(UTC), ConversationId(uuid4())
    conversation = Conversation(id, ContactId(uuid4()), CHANNEL, opened_at=now, updated_at=now)
    message = Event(id, 0, now, Source.CUSTOMER, Message(text=text))
    turn = Turn(conversation, message, text, Context(), now)
    return await understand(await preprocess(turn, parts), parts)


async def answer(turn: Turn, parts: Parts) -> Turn:
    """The turn with what the bot would say. What would come of it is only in `Spoken.effects`."""
    for stage in (recall, decide, reply):
        turn = await stage(turn, parts)
    return turn
