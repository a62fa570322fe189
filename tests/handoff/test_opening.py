from datetime import date, timedelta

import pytest

from prosa.conversations.parts import Urgency
from prosa.handoff.opening import KNOWN_FOR, BadZone, NoSuchChannel, OpeningHours, TooManyDates
from prosa.packs.schema import Hours
from tests.handoff.house import WEEKDAY_HOURS, House, bot


def closed_today(house: House) -> Hours:
    today = house.clock.now.date()
    return Hours(closed_on=tuple(today + timedelta(days=n) for n in (-1, 0, 1)))


async def test_a_channel_keeps_the_pack_s_hours_until_it_is_given_its_own(house: House):
    assert house.hours.doors("web").open and not house.hours.of("web").own
    await house.hours.change("web", "America/Manaus", closed_today(house), (await house.agent("Rita")).id)
    assert not house.hours.doors("web").open
    assert house.hours.of("web").zone.key == "America/Manaus"
    await house.hours.reset("web")
    assert house.hours.doors("web").open


async def test_the_customer_s_place_tells_the_channel_s_own_hours(house: House):
    await house.hours.change("web", "America/Sao_Paulo", closed_today(house), (await house.agent("Rita")).id)
    place = await house.desk.place_for_new(Urgency.MEDIUM, None, "web")
    assert not place.open and place.reopens_at is not None


async def test_another_node_learns_of_new_hours_within_seconds(house: House):
    other = OpeningHours(house.database, bot(), clock=house.clock)
    await other.refresh()
    wanted = closed_today(house).model_copy(update={"days": WEEKDAY_HOURS.days})
    await house.hours.change("web", "America/Sao_Paulo", wanted, (await house.agent("Rita")).id)
    house.clock.passes(KNOWN_FOR)
    await other.refresh()
    assert other.of("web") == house.hours.of("web")
    assert not other.doors("web").open


async def test_hours_that_make_no_sense_are_refused(house: House):
    rita = await house.agent("Rita")
    for channel, zone, hours, refusal in (
        ("pombo", "America/Sao_Paulo", Hours(), NoSuchChannel),
        ("web", "America/Pasárgada", Hours(), BadZone),
        ("web", "../etc/passwd", Hours(), BadZone),
        (
            "web",
            "America/Sao_Paulo",
            Hours(closed_on=tuple(date(2026, 1, 1) + timedelta(days=n) for n in range(201))),
            TooManyDates,
        ),
    ):
        with pytest.raises(refusal):
            await house.hours.change(channel, zone, hours, rita.id)


async def test_holidays_are_told_with_their_names(house: House):
    year = house.clock.now.year
    assert "Tiradentes" in house.hours.holidays()[f"{year}-04-21"]
