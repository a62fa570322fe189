from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import update

from prosa.console.listing.counting import Counting
from prosa.console.listing.filters import Deadline, Filter, View
from prosa.console.live.access import Live
from prosa.conversations.events import (
    ConversationId,
    HandOff,
    HandOffStep,
    Mark,
    NewEvent,
    Note,
    Source,
    TeamId,
)
from prosa.conversations.models import conversation as table
from prosa.conversations.parts import Urgency
from prosa.desk.contacts import Known
from prosa.desk.notes import Notes
from prosa.people.agents import Agent
from tests.console.listing.conftest import vouch_for, write_down
from tests.handoff.house import House

MINUTE = timedelta(minutes=1)


async def read_through(live: Live, only: Filter, agent: Agent, limit: int) -> list[UUID]:
    """A list, read page by page to its end."""
    ids: list[UUID] = []
    after = None
    while True:
        page = await live.lists.page(only, agent, after, limit)
        ids += [row.id for row in page.conversations]
        after = page.after
        if after is None:
            return ids


@pytest.mark.parametrize("limit", [1, 2, 3, 50])
async def test_the_queue_lists_who_is_next_first_whatever_the_page_size(house: House, live: Live, limit: int):
    low = await house.waits(Urgency.LOW, since=5 * MINUTE)
    urgent = await house.waits(Urgency.URGENT)
    patient = await house.waits(Urgency.LOW, since=150 * MINUTE)
    ana = await house.agent()
    assert await read_through(live, Filter(View.QUEUE), ana, limit) == [patient, urgent, low]


@pytest.mark.parametrize("limit", [1, 2, 3, 50])
async def test_all_lists_the_latest_moved_first_whatever_the_page_size(house: House, live: Live, limit: int):
    ids = [await house.customer() for _ in range(3)]
    await house.says(ids[0], "e aí?")
    assert await read_through(live, Filter(View.ALL), await house.agent(), limit) == [ids[0], ids[2], ids[1]]


async def test_mine_lists_what_i_hold_and_nobody_else_s(house: House, live: Live):
    ana, bruno = await house.agent("Ana"), await house.agent("Bruno")
    mine = [await house.waits() for _ in range(2)]
    for id in mine:
        await house.handoffs.take(id, ana)
    await house.handoffs.take(await house.waits(), bruno)
    assert await read_through(live, Filter(View.MINE), ana, 50) == mine[::-1]


async def test_unassigned_is_what_waits_and_what_the_bot_had_within_a_day(house: House, live: Live):
    ana, waits, bot_has = await house.agent(), await house.waits(), await house.customer()
    await house.handoffs.take(await house.waits(), ana)
    long_ago = await house.customer()
    async with house.database.begin() as connection:
        old = update(table).where(table.c.id == long_ago)
        await connection.execute(old.values(updated_at=house.clock.now - timedelta(days=2)))
    assert await read_through(live, Filter(View.UNASSIGNED), ana, 50) == [bot_has, waits]
    assert long_ago not in await read_through(live, Filter(View.ALL), ana, 50)


async def test_resolved_lists_what_is_over(house: House, live: Live):
    ana, id = await house.agent(), await house.waits()
    await house.handoffs.take(id, ana)
    await house.handoffs.resolve(id, ana)
    assert await read_through(live, Filter(View.RESOLVED), ana, 50) == [id]
    assert await read_through(live, Filter(View.ALL), ana, 50) == []


async def test_a_list_of_one_channel_holds_no_other_s(house: House, live: Live):
    ana, id = await house.agent(), await house.waits()
    assert await read_through(live, Filter(View.QUEUE, channel="web"), ana, 50) == [id]
    assert await read_through(live, Filter(View.QUEUE, channel="whatsapp"), ana, 50) == []


async def test_a_list_of_one_tag_holds_no_other_s(house: House, live: Live):
    ana, id = await house.agent(), await house.waits()
    await house.waits()
    await house.ledger.append(id, [NewEvent(Source.AGENT, Mark(what="tags", tags=("troca", "vip")))])
    assert await read_through(live, Filter(View.QUEUE, tag="troca"), ana, 50) == [id]
    assert await read_through(live, Filter(View.QUEUE, tag="boleto"), ana, 50) == []


async def test_a_list_of_one_team_holds_no_other_s(house: House, live: Live):
    ana, team, id = await house.agent(), TeamId(uuid4()), await house.waits()
    await house.waits()
    async with house.database.begin() as connection:
        await connection.execute(update(table).where(table.c.id == id).values(team=team))
    assert await read_through(live, Filter(View.QUEUE, team=team), ana, 50) == [id]
    assert (await live.counting.tally()).for_agent(ana).by_team == {str(team): 1}


async def test_promises_that_are_near_and_those_that_were_broken_have_lists(house: House, live: Live):
    ana, near, broken = await house.agent(), await house.waits(), await house.waits()
    await house.waits()
    async with house.database.begin() as connection:
        warned = update(table).where(table.c.id.in_([near, broken])).values(warned=["first_response"])
        await connection.execute(warned)
        await connection.execute(
            update(table).where(table.c.id == broken).values(breached=["first_response"])
        )
    assert await read_through(live, Filter(View.QUEUE, sla=Deadline.DUE), ana, 50) == [near]
    assert await read_through(live, Filter(View.QUEUE, sla=Deadline.BREACHED), ana, 50) == [broken]
    counts = (await live.counting.tally()).for_agent(ana).sla
    assert (counts.due, counts.breached) == (1, 1)


async def test_what_is_put_aside_is_in_a_list_of_its_own(house: House, live: Live):
    ana, bruno, id = await house.agent("Ana"), await house.agent("Bruno"), await house.waits()
    await house.handoffs.take(id, ana)
    until = house.clock.now + timedelta(hours=2)
    await house.ledger.append(id, [NewEvent(Source.AGENT, Mark(what="snoozed", until=until))])
    for agent, view, found in (
        (ana, View.MINE, []),
        (ana, View.SNOOZED, [id]),
        (ana, View.ALL, [id]),
        (bruno, View.SNOOZED, []),
    ):
        assert await read_through(live, Filter(view), agent, 50) == found
    counts = (await live.counting.tally()).for_agent(ana)
    assert (counts.mine, counts.snoozed) == (0, 1)


async def test_a_note_that_names_me_is_counted_until_i_have_seen_it(house: House, live: Live):
    ana, bruno, id = await house.agent("Ana"), await house.agent("Bruno"), await house.customer()
    note = await Notes(house.database, house.ledger).write(id, ana, "o que acha?", mentions=[bruno.id])
    assert await read_through(live, Filter(View.MENTIONS), bruno, 50) == [id]
    assert await read_through(live, Filter(View.MENTIONS), ana, 50) == []
    assert (await Counting(house.database).tally()).for_agent(bruno).mentions == 1
    await live.reads.saw(bruno.id, id, note.offset)
    assert (await Counting(house.database).tally()).for_agent(bruno).mentions == 0
    assert await read_through(live, Filter(View.MENTIONS), bruno, 50) == [id]


async def test_a_row_shows_the_name_that_agents_wrote_down_before_the_site_s(house: House, live: Live):
    ana, id = await house.agent(), await house.waits()
    await vouch_for(house, id, name="B. Souza")
    await write_down(house, id, Known(name="Beatriz Souza"))
    (row,) = (await live.lists.page(Filter(View.QUEUE), ana)).conversations
    assert row.customer_name == "Beatriz Souza"


async def test_a_row_shows_how_the_last_message_begins_and_who_said_it(house: House, live: Live):
    ana, id = await house.agent(), await house.waits()
    await house.handoffs.take(id, ana)
    await house.handoffs.answer(id, ana, "Oi!\n\n" + "Vou ver o seu pedido. " * 20)
    await house.ledger.append(id, [NewEvent(Source.AGENT, Note(text="cliente antigo"))])
    (row,) = (await live.lists.page(Filter(View.MINE), ana)).conversations
    assert row.preview is not None
    assert row.preview.startswith("Oi! Vou ver o seu pedido. Vou")
    assert (row.preview[-1], len(row.preview) <= 120) == ("…", True)
    assert row.last_source is Source.AGENT


async def test_a_row_shows_the_name_of_a_customer_whom_the_site_knows(house: House, live: Live):
    ana, id = await house.agent(), await house.waits()
    await vouch_for(house, id, name="Beatriz Souza")
    (row,) = (await live.lists.page(Filter(View.QUEUE), ana)).conversations
    assert row.customer_name == "Beatriz Souza"


async def test_unread_are_the_customer_s_messages_after_what_this_agent_saw(house: House, live: Live):
    ana, bruno, id = await house.agent("Ana"), await house.agent("Bruno"), await house.waits()
    for text in ("um", "dois", "três"):
        await house.says(id, text)

    async def unread(agent: Agent) -> int:
        return (await live.lists.page(Filter(View.QUEUE), agent)).conversations[0].unread

    assert await unread(ana) == 4
    assert await live.reads.saw(ana.id, id, 3)
    assert (await unread(ana), await unread(bruno)) == (1, 4)
    assert not await live.reads.saw(ana.id, id, 2), "nobody unsees what they saw"
    assert await unread(ana) == 1
    await live.reads.saw(ana.id, id, 2**31 - 1)
    assert await unread(ana) == 0
    await house.says(id, "alô?")
    assert await unread(ana) == 1


async def test_what_nobody_ever_said_cannot_be_seen(house: House, live: Live):
    ana = await house.agent()
    assert not await live.reads.saw(ana.id, ConversationId(UUID(int=7)), 3)


async def test_counts_are_those_of_the_lists(house: House, live: Live):
    ana, bruno = await house.agent("Ana"), await house.agent("Bruno")
    for agent in (ana, ana, bruno):
        await house.handoffs.take(await house.waits(), agent)
    await house.waits()
    await house.customer()
    counts = (await live.counting.tally()).for_agent(ana)
    for view in (View.MINE, View.QUEUE, View.UNASSIGNED, View.ALL):
        assert len(await read_through(live, Filter(view), ana, 50)) == getattr(counts, view.value)


async def test_what_the_bot_does_for_an_agent_stays_theirs(house: House, live: Live):
    ana, bruno, id = await house.agent("Ana"), await house.agent("Bruno"), await house.waits()
    await house.handoffs.take(id, ana)
    lent = HandOff(step=HandOffStep.LENT, agent=ana.id, agent_name=ana.name, form="exchange")
    await house.ledger.append(id, [NewEvent(Source.AGENT, lent)])
    for agent, view, found in (
        (ana, View.MINE, [id]),
        (ana, View.ALL, [id]),
        (bruno, View.MINE, []),
        (bruno, View.UNASSIGNED, []),
    ):
        assert await read_through(live, Filter(view), agent, 50) == found
    tally = await live.counting.tally()
    counts = tally.for_agent(ana)
    assert (counts.mine, counts.unassigned, counts.all, tally.for_agent(bruno).mine) == (1, 0, 1, 0)
