from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prosa.conversations.parts import Urgency
from prosa.handoff.inbox import View
from prosa.handoff.paging import BadCursor, Cursor
from tests.handoff.house import House

MINUTE = timedelta(minutes=1)


async def read_through(house: House, view: View, limit: int) -> list[object]:
    """A view, read page by page to its end."""
    agent, ids, after = await house.agent(), [], None
    while True:
        page = await house.inbox.page(view, agent, after, limit)
        ids += [conversation.id for conversation in page.conversations]
        after = page.after
        if after is None:
            return ids


@pytest.mark.parametrize("limit", [1, 2, 3, 50])
async def test_the_queue_lists_who_is_next_first_whatever_the_page_size(house: House, limit: int):
    low = await house.waits(Urgency.LOW, since=5 * MINUTE)
    urgent = await house.waits(Urgency.URGENT)
    patient = await house.waits(Urgency.LOW, since=150 * MINUTE)
    assert await read_through(house, View.QUEUE, limit) == [patient, urgent, low]


@pytest.mark.parametrize("limit", [1, 2, 3, 50])
async def test_all_lists_the_latest_first_whatever_the_page_size(house: House, limit: int):
    ids = [await house.customer() for _ in range(3)]
    assert await read_through(house, View.ALL, limit) == ids[::-1]


async def test_mine_lists_what_i_hold_and_nobody_else_s(house: House):
    ana, bruno = await house.agent("Ana"), await house.agent("Bruno")
    mine = [await house.waits() for _ in range(2)]
    for id in mine:
        await house.handoffs.take(id, ana)
    await house.handoffs.take(await house.waits(), bruno)
    page = await house.inbox.page(View.MINE, ana)
    assert [conversation.id for conversation in page.conversations] == mine
    assert page.after is None


@given(st.datetimes(timezones=st.just(UTC)), st.uuids())
def test_a_cursor_reads_back_as_it_was_written(at: datetime, id: UUID):
    cursor = Cursor(at, id)
    assert Cursor.read(str(cursor)) == cursor


@given(st.text())
def test_anything_else_is_refused_or_a_cursor_of_ours(text: str):
    try:
        cursor = Cursor.read(text)
    except BadCursor:
        return
    assert cursor.at.tzinfo is not None
