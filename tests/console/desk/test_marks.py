from datetime import timedelta

import pytest

from prosa.console.desk.access import Desk
from prosa.conversations.events import Mark
from prosa.conversations.parts import Urgency
from tests.console.conftest import Hire
from tests.handoff.house import House


async def test_tags_are_set_as_a_whole_and_offered_to_others(house: House, hire: Hire):
    ana, id = await hire(), await house.waits()
    await ana.put(f"/conversations/{id}/tags", json={"tags": ["troca", "vip", "troca"]})
    changed = await ana.put(f"/conversations/{id}/tags", json={"tags": [" troca ", "geladeira"]})
    assert changed.json()["tags"] == ["troca", "geladeira"]
    assert {one["name"] for one in (await ana.get("/tags")).json()} == {"troca", "vip", "geladeira"}


async def test_the_same_tags_again_leave_nothing_in_the_log(house: House, hire: Hire):
    ana, id = await hire(), await house.waits()
    for _ in range(3):
        await ana.put(f"/conversations/{id}/tags", json={"tags": ["troca"]})
    assert sum(isinstance(event.data, Mark) for event in await house.events(id)) == 1


async def test_priority_moves_who_waits(house: House, hire: Hire):
    ana = await hire()
    first, second = await house.waits(since=timedelta(minutes=1)), await house.waits()
    changed = await ana.put(f"/conversations/{second}/priority", json={"priority": "urgent"})
    assert changed.json()["urgency"] == Urgency.URGENT
    listed = (await ana.get("/conversations", params={"view": "queue"})).json()["conversations"]
    assert [one["id"] for one in listed] == [str(second), str(first)]


async def test_what_sleeps_wakes_when_its_time_comes(house: House, desk: Desk, hire: Hire):
    ana, id = await hire(), await house.waits()
    await ana.post(f"/conversations/{id}/take")
    until = house.clock.now + timedelta(hours=1)
    asleep = await ana.put(f"/conversations/{id}/snooze", json={"until": until.isoformat()})
    assert asleep.json()["snoozed_until"] is not None
    assert await desk.waking.wake() == 0
    house.clock.passes(timedelta(hours=1))
    assert await desk.waking.wake() == 1
    assert (await house.inbox.get(id)).snoozed_until is None
    assert await desk.waking.wake() == 0


async def test_what_sleeps_wakes_when_the_customer_writes(house: House, hire: Hire):
    ana, id = await hire(), await house.waits()
    await ana.post(f"/conversations/{id}/take")
    until = house.clock.now + timedelta(days=2)
    await ana.put(f"/conversations/{id}/snooze", json={"until": until.isoformat()})
    await house.says(id, "e aí?")
    assert (await house.inbox.get(id)).snoozed_until is None


@pytest.mark.parametrize("days", [-1, 91])
async def test_nobody_sleeps_backwards_or_for_ever(house: House, hire: Hire, days: int):
    ana, id = await hire(), await house.waits()
    await ana.post(f"/conversations/{id}/take")
    until = (house.clock.now + timedelta(days=days)).isoformat()
    assert (await ana.put(f"/conversations/{id}/snooze", json={"until": until})).status_code == 422


async def test_only_who_holds_it_puts_it_aside(house: House, hire: Hire):
    ana, bruno, id = await hire("Ana"), await hire("Bruno"), await house.waits()
    await ana.post(f"/conversations/{id}/take")
    until = (house.clock.now + timedelta(hours=1)).isoformat()
    assert (await bruno.put(f"/conversations/{id}/snooze", json={"until": until})).status_code == 403


@pytest.mark.parametrize("reason, told", [("spam", "spam"), ("mandei a nota", "other"), (None, None)])
async def test_why_it_was_resolved_is_counted(house: House, hire: Hire, reason: str | None, told: str | None):
    ana, id = await hire(), await house.waits()
    await ana.post(f"/conversations/{id}/take")
    resolved = await ana.post(f"/conversations/{id}/resolve", json={"reason": reason})
    assert (resolved.json()["owner"], resolved.json()["resolution"]) == ("resolved", told)


async def test_a_note_calls_colleagues(house: House, hire: Hire):
    ana, id = await hire("Ana"), await house.waits()
    bruno = await house.agent("Bruno")
    said = {"text": "@Bruno, pode ver?", "mentions": [str(bruno.id), str(id)]}
    note = (await ana.post(f"/conversations/{id}/notes", json=said)).json()["data"]
    assert note["mentions"] == [str(bruno.id)]
    assert note["agent_name"] == "Ana"


async def test_marks_of_what_is_not_there_are_not_found(hire: Hire):
    ana, nobody = await hire(), "3f0c1d1e-5a57-4f43-9d0c-0a1b2c3d4e5f"
    for path, body in (
        ("tags", {"tags": []}),
        ("priority", {"priority": "low"}),
        ("snooze", {"until": None}),
    ):
        assert (await ana.put(f"/conversations/{nobody}/{path}", json=body)).status_code == 404
    assert (await ana.post(f"/conversations/{nobody}/notes", json={"text": "oi"})).status_code == 404
