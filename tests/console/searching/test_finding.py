from asyncio import gather
from uuid import UUID

import pytest
from sqlalchemy import func, select

from prosa.console.listing.filters import Filter, View
from prosa.console.live.access import Live
from prosa.console.searching.erasing import erase_from_search
from prosa.console.searching.models import search_entry
from prosa.conversations.customers import Customers
from prosa.conversations.erasing import Erasure
from prosa.conversations.events import ConversationId, NewEvent, Note, Source
from prosa.conversations.sealing import Sealer
from prosa.desk.contacts import Known
from prosa.engines.valkey import Valkey
from prosa.handoff.tickets.erasing import TicketEraser
from prosa.people.agents import Agent
from tests.console.conftest import CIPHER
from tests.console.listing.conftest import vouch_for, write_down
from tests.handoff.house import House


@pytest.fixture
async def ana(house: House) -> Agent:
    return await house.agent("Ana")


async def find(live: Live, ana: Agent, q: str, view: View = View.ALL) -> list[UUID]:
    return [row.id for row in (await live.lists.page(Filter(view, q=q), ana)).conversations]


async def test_conversations_in_which_all_words_were_said_are_found_the_latest_first(
    house: House, live: Live, ana: Agent
):
    first = await house.customer("meu boleto venceu")
    await house.says(first, "é do pedido 10432")
    await house.customer("quero a segunda via do boleto")
    last = await house.customer("boleto do pedido 10432")
    await live.indexer.index()
    assert await find(live, ana, "boletos 10432") == [last, first]


async def test_what_agents_note_and_who_the_customer_is_is_found_too(house: House, live: Live, ana: Agent):
    noted, known = await house.customer(), await house.customer()
    await house.ledger.append(noted, [NewEvent(Source.AGENT, Note(text="ligou irritado"))])
    await vouch_for(house, known, name="Beatriz Souza", email="bia@loja.example", phone="+5511987654321")
    await live.indexer.index()
    assert await find(live, ana, "irritado") == [noted]
    for q in ("beatriz", "bia@loja.example", "98765-4321"):
        assert await find(live, ana, q) == [known]


async def test_a_contact_is_found_by_what_agents_wrote_down(house: House, live: Live, ana: Agent):
    id = await house.customer()
    await house.customer()
    await write_down(house, id, Known(name="Zuleica Prado", phone="(11) 98765-4321"))
    for q in ("zuleica", "prado zuleica", "11987654321"):
        assert await find(live, ana, q) == [id]


async def test_what_was_found_is_shown_with_its_words_marked(house: House, live: Live, ana: Agent):
    id = await house.customer("oi")
    await house.says(id, "as entregas atrasaram")
    await house.says(id, "alô?")
    await live.indexer.index()
    (row,) = (await live.lists.page(Filter(View.ALL, q="entrega"), ana)).conversations
    assert row.found is not None
    assert (row.found.offset, row.found.source) == (1, Source.CUSTOMER)
    assert [(piece.text, piece.match) for piece in row.found.pieces] == [
        ("as ", False),
        ("entregas", True),
        (" atrasaram", False),
    ]


async def test_a_search_within_a_list_finds_nothing_beside_it(house: House, live: Live, ana: Agent):
    waits = await house.waits()
    await house.says(waits, "boleto")
    await house.customer("boleto")
    await live.indexer.index()
    assert await find(live, ana, "boleto", View.QUEUE) == [waits]


@pytest.mark.parametrize("q", ["?!", "%", "'; DROP TABLE event; --", "\\", "{1,2}"])
async def test_whatever_is_typed_finds_something_or_nothing(house: House, live: Live, ana: Agent, q: str):
    await house.customer("oi")
    await live.indexer.index()
    assert await find(live, ana, q) == []


async def test_each_event_is_read_once_and_nothing_is_missed_whoever_reads(
    house: House, live: Live, valkey: Valkey, ana: Agent
):
    ids = [await house.customer(f"assunto{n}") for n in range(5)]
    assert await live.indexer.index() == 5
    assert await live.indexer.index() == 0
    ids.append(await house.customer("assunto5"))
    await gather(*(live.indexer.index() for _ in range(3)))
    for n, id in enumerate(ids):
        assert await find(live, ana, f"assunto{n}") == [id]


async def test_whom_we_have_erased_nobody_finds(house: House, live: Live, valkey: Valkey, ana: Agent):
    id, other = await house.customer("meu boleto venceu"), await house.customer("boleto")
    await live.indexer.index()
    erasure = Erasure(
        house.database,
        valkey,
        Sealer(CIPHER),
        Customers(house.database, CIPHER, b"key"),
        tickets=TicketEraser(CIPHER),
        others=(erase_from_search,),
    )
    await erasure.erase_conversation(id, "test")
    await live.indexer.index()
    assert await find(live, ana, "boleto") == [other]
    assert await entries(house, id) == 0


async def entries(house: House, id: ConversationId) -> int:
    async with house.database.connect() as connection:
        counted = select(func.count()).where(search_entry.c.conversation_id == id)
        return (await connection.execute(counted)).scalar_one()
