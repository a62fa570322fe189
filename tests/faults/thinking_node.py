"""A node that takes a message in and thinks about it for ever.

    python thinking_node.py DATABASE_URL VALKEY_URL CONVERSATION

Prints "thinking" once the turn is under way.
"""

import asyncio
import sys
from uuid import UUID

from prosa.conversations.events import ConversationId
from tests.conversations.nodes import open_node
from tests.conversations.reading import Thinker
from tests.conversations.saying import opening_of


async def main(database_url: str, valkey_url: str, conversation: ConversationId) -> None:
    reader = Thinker()
    async with open_node(database_url, valkey_url, reader=reader, seconds=100) as node:
        await node.inbox.receive(conversation, "oi", opening=opening_of(conversation), external_id="m-1")
        await reader.thinking.wait()
        sys.stdout.write("thinking\n")
        sys.stdout.flush()
        await asyncio.Event().wait()


asyncio.run(main(sys.argv[1], sys.argv[2], ConversationId(UUID(sys.argv[3]))))
