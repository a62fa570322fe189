"""Fills a running server's database as months of customers would: `python -m tests.e2e.filling EMAIL`.

One conversation is long; the agent with this e-mail holds it.
"""

import asyncio
import sys
from uuid import uuid4

from prosa.conversations.appending import Opening
from prosa.conversations.events import (
    AgentId,
    ContactId,
    ConversationId,
    HandOff,
    HandOffReason,
    HandOffStep,
    Message,
    NewEvent,
    Source,
)
from prosa.conversations.ledger import Ledger
from prosa.conversations.parts import Urgency
from prosa.conversations.sealing import Sealer
from prosa.engines import open_engines
from prosa.engines.database import Database
from prosa.people.agents import Agents
from prosa.security.encryption import Cipher
from prosa.security.keys import load_secrets
from prosa.settings import Settings

CONVERSATIONS = 500
MESSAGES = 5_000
AT_ONCE = 100
_WORDS = "o pedido chegou com a caixa aberta e falta uma peça do aparelho que comprei na loja".split()


async def fill(email: str) -> None:
    """500 conversations that wait, and one of 5,000 messages that the agent holds."""
    settings = Settings()
    async with open_engines(settings) as engines:
        database = Database(engines.database_url, pool=4)
        ledger = Ledger(database, Sealer(Cipher(load_secrets(settings).encryption_keys)))
        try:
            for _ in range(CONVERSATIONS // AT_ONCE):
                await asyncio.gather(*(_waits(ledger) for _ in range(AT_ONCE)))
            agent = await Agents(database).with_email(email)
            assert agent is not None
            await _long(ledger, agent.id)
        finally:
            await ledger.close()
            await database.close()


async def _waits(ledger: Ledger) -> ConversationId:
    id = ConversationId(uuid4())
    said = [
        NewEvent(Source.CUSTOMER, Message(text="quero falar com uma pessoa")),
        NewEvent(
            Source.BOT,
            # Behind everybody else, and for nobody who is there: other scenarios go on as if alone.
            HandOff(
                step=HandOffStep.REQUESTED,
                reason=HandOffReason.ASKED,
                urgency=Urgency.LOW,
                skill="estatística",
            ),
        ),
    ]
    await ledger.append(id, said, opening=Opening(ContactId(uuid4()), "web", str(id)))
    return id


async def _long(ledger: Ledger, agent: AgentId) -> None:
    id = await _waits(ledger)
    taken = HandOff(step=HandOffStep.ASSIGNED, agent=agent, agent_name="Ana")
    await ledger.append(id, [NewEvent(Source.AGENT, taken)])
    for first in range(0, MESSAGES, AT_ONCE):
        await ledger.append(id, [_said(number) for number in range(first, first + AT_ONCE)])


def _said(number: int) -> NewEvent:
    """Of different lengths, from both sides."""
    text = f"{number}: " + " ".join(_WORDS[index % len(_WORDS)] for index in range(3 + number * 7 % 60))
    source = Source.AGENT if number % 3 == 0 else Source.CUSTOMER
    return NewEvent(source, Message(text=text, agent_name="Ana" if source is Source.AGENT else None))


if __name__ == "__main__":
    asyncio.run(fill(sys.argv[1]))
