import pytest

from prosa.console.live.access import Live
from prosa.console.searching.words import Words
from prosa.conversations.customers import Customers
from prosa.conversations.events import ConversationId, NewEvent, Source
from prosa.desk.contacts import Contacts, Known
from prosa.engines.valkey import Valkey
from prosa.security.identity import Identity
from tests.console.conftest import CIPHER, live_of
from tests.handoff.house import House


@pytest.fixture
def live(house: House, valkey: Valkey) -> Live:
    """The lists of the house."""
    return live_of(house, valkey)


async def write_down(house: House, id: ConversationId, known: Known) -> None:
    """An agent writes down who speaks in a conversation."""
    contacts = Contacts(house.database, CIPHER, Words(b"search"), lambda _: None)
    standing = await house.inbox.get(id)
    async with house.database.begin() as connection:
        await contacts.write(connection, standing.contact, known)


async def vouch_for(house: House, id: ConversationId, **profile: str) -> None:
    """The site tells who speaks in a conversation."""
    customers = Customers(house.database, CIPHER, b"key")
    event, effect = await customers.link(id, Identity(f"site-{id}", profile))
    await house.ledger.append(id, [NewEvent(Source.SYSTEM, event)], effects=[effect])
