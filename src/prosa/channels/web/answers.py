"""Waiting for the bot's answer to one message, whichever node gives it."""

import asyncio

from prosa.conversations.events import ConversationId, Event, HandOff, Message, Source
from prosa.conversations.fanout import FanOut
from prosa.conversations.following import Follower


async def answer_to(
    fanout: FanOut, conversation: ConversationId, offset: int, seconds: float
) -> Event | None:
    """The bot's answer to the message at `offset`; None when none came in time, or a person took over."""
    found: asyncio.Future[Event | None] = asyncio.get_running_loop().create_future()

    def look(event: Event) -> None:
        if found.done():
            return
        match event.data:
            case Message(answers=answers) if event.source is Source.BOT and answers == offset:
                found.set_result(event)
            case HandOff(answers=None):
                found.set_result(None)
            case _:
                return

    async with fanout.following(Follower(conversation, offset, look)):
        try:
            return await asyncio.wait_for(found, seconds)
        except TimeoutError:
            return None
