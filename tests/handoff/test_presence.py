from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prosa.engines.database import Database
from prosa.handoff.attendance import Attendance
from prosa.handoff.presence import CALLS, EXPIRY, FALLBACK, LEAVING, Presence, Signs, presence_of
from tests.handoff.house import AWAY_AFTER, House, open_house

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)

moments = st.none() | st.timedeltas(timedelta(0), timedelta(hours=2)).map(lambda ago: NOW - ago)
signs = st.builds(
    Signs,
    chosen=st.none() | st.sampled_from(Presence),
    live=st.booleans(),
    beat_at=moments,
    seen_at=moments,
    active_at=moments,
    called_at=moments,
)


@given(signs)
def test_who_chose_to_be_anything_but_online_never_counts_as_online(known: Signs):
    if known.chosen not in (None, Presence.ONLINE):
        assert presence_of(known, NOW, AWAY_AFTER) in (known.chosen, Presence.OFFLINE)


@given(signs, st.timedeltas(timedelta(0), timedelta(days=1)))
def test_without_a_sign_nobody_comes_back(known: Signs, later: timedelta):
    order = [Presence.ONLINE, Presence.BUSY, Presence.AWAY, Presence.OFFLINE]
    before, after = (presence_of(known, moment, AWAY_AFTER) for moment in (NOW, NOW + later))
    assert order.index(after) >= order.index(before)


@given(signs)
def test_a_day_without_a_sign_is_offline(known: Signs):
    assert presence_of(known, NOW + timedelta(days=1), AWAY_AFTER) is Presence.OFFLINE


@pytest.mark.parametrize(
    ("ago", "known", "presence"),
    [
        (EXPIRY - SECOND, True, Presence.ONLINE),
        (EXPIRY, True, Presence.OFFLINE),
        (EXPIRY, False, Presence.ONLINE),
        (FALLBACK, False, Presence.OFFLINE),
    ],
)
def test_a_socket_that_falls_silent_expires_later_while_only_the_database_knows(
    ago: timedelta, known: bool, presence: Presence
):
    there = Signs(Presence.ONLINE, True, NOW - ago if known else None, NOW - ago, NOW, None)
    assert presence_of(there, NOW, AWAY_AFTER, beats_known=known) is presence


def test_who_only_calls_is_there_for_ten_minutes_after_each_call():
    for ago, presence in ((CALLS - SECOND, Presence.ONLINE), (CALLS, Presence.OFFLINE)):
        assert presence_of(Signs(None, False, None, None, None, NOW - ago), NOW, AWAY_AFTER) is presence


async def presence(house: House, agent: object) -> Presence:
    return next(one.presence for one in await house.attendance.everyone() if one.id == agent)


async def test_who_said_away_stays_away_whatever_they_do(house: House):
    ana = await house.agent()
    await house.attendance.here(ana.id, "tab")
    await house.attendance.choose(ana.id, Presence.AWAY)
    await house.attendance.active(ana.id)
    await house.attendance.here(ana.id, "tab")
    assert await presence(house, ana.id) is Presence.AWAY


async def test_who_does_nothing_for_long_is_away_until_they_do_something(house: House):
    ana = await house.agent()
    await house.attendance.here(ana.id, "tab")
    house.clock.passes(AWAY_AFTER)
    await house.attendance.here(ana.id, "tab")
    assert await presence(house, ana.id) is Presence.AWAY
    await house.attendance.active(ana.id)
    assert await presence(house, ana.id) is Presence.ONLINE


async def test_the_sockets_of_a_node_that_died_expire(house: House):
    ana = await house.agent()
    await house.attendance.here(ana.id, "tab")
    assert await presence(house, ana.id) is Presence.ONLINE
    house.clock.passes(EXPIRY)
    assert await presence(house, ana.id) is Presence.OFFLINE


async def test_a_page_that_is_loaded_again_is_nobody_who_leaves(house: House):
    ana = await house.agent()
    await house.attendance.here(ana.id, "before")
    await house.attendance.gone(ana.id, "before")
    house.clock.passes(LEAVING - SECOND)
    assert await presence(house, ana.id) is Presence.ONLINE
    await house.attendance.here(ana.id, "after")
    house.clock.passes(2 * SECOND)
    assert await presence(house, ana.id) is Presence.ONLINE
    await house.attendance.gone(ana.id, "after")
    house.clock.passes(LEAVING)
    assert await presence(house, ana.id) is Presence.OFFLINE


async def test_closing_one_of_two_tabs_leaves_the_other(house: House):
    ana = await house.agent()
    for tab in ("one", "two"):
        await house.attendance.here(ana.id, tab)
    await house.attendance.gone(ana.id, "one")
    house.clock.passes(LEAVING)
    assert await presence(house, ana.id) is Presence.ONLINE


async def test_leaving_the_console_open_is_no_doing_also_when_another_tab_is_closed(house: House):
    ana = await house.agent()
    for tab in ("one", "two"):
        await house.attendance.here(ana.id, tab)
    house.clock.passes(AWAY_AFTER)
    await house.attendance.gone(ana.id, "one")
    await house.attendance.here(ana.id, "two")
    assert await presence(house, ana.id) is Presence.AWAY


async def test_with_valkey_away_the_database_knows_who_is_there(database: Database):
    async with open_house(database) as house:  # whose Valkey cannot be reached
        ana = await house.agent()
        await house.attendance.here(ana.id, Attendance.connection())
        assert await presence(house, ana.id) is Presence.ONLINE
        house.clock.passes(FALLBACK)
        assert await presence(house, ana.id) is Presence.OFFLINE


async def test_another_node_knows_who_is_there(house: House):
    ana = await house.agent()
    await house.attendance.here(ana.id, "tab")
    other = Attendance(house.database, house.attendance._valkey, AWAY_AFTER, house.clock)
    assert (await other.of(ana.id)).presence is Presence.ONLINE
