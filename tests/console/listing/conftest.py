import pytest

from prosa.console.live.access import Live
from prosa.console.live.opening import open_live
from prosa.conversations.customers import Customers
from prosa.conversations.events import ConversationId, NewEvent, Source
from prosa.security.encryption import KEY_BYTES, Cipher
from prosa.security.identity import Identity
from tests.handoff.house import House

CIPHER = Cipher([b"k" * KEY_BYTES])


@pytest.fixture
def live(house: House) -> Live:
    """The lists of the house."""
    return open_live(house.database, CIPHER)


async def vouch_for(house: House, id: ConversationId, **profile: str) -> None:
    """The site tells who speaks in a conversation."""
    customers = Customers(house.database, CIPHER, b"key")
    event, effect = await customers.link(id, Identity(f"site-{id}", profile))
    await house.ledger.append(id, [NewEvent(Source.SYSTEM, event)], effects=[effect])
