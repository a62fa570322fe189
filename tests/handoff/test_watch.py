from datetime import timedelta

import pytest

from prosa.conversations.events import ConversationId
from prosa.conversations.parts import QueuePlace, Urgency
from prosa.handoff.watch import QueueWatch
from tests.handoff.house import House


class Ears:
    """Remembers what was told since it was last asked."""

    def __init__(self) -> None:
        self.heard: dict[ConversationId, int] = {}

    async def on_place(self, conversation: ConversationId, place: QueuePlace) -> None:
        self.heard[conversation] = place.position

    def take(self) -> dict[ConversationId, int]:
        heard, self.heard = self.heard, {}
        return heard


@pytest.fixture
def ears() -> Ears:
    return Ears()


@pytest.fixture
def watch(house: House, ears: Ears) -> QueueWatch:
    """A watch that tells everybody."""
    return QueueWatch(house.desk, lambda: house.customers, ears.on_place)


async def test_everyone_who_waits_is_told_their_place_once(house: House, watch: QueueWatch, ears: Ears):
    first, second = await house.waits(since=timedelta(minutes=1)), await house.waits()
    await watch.look()
    assert ears.take() == {first: 1, second: 2}
    await watch.look()
    assert ears.take() == {}


async def test_when_the_first_is_taken_those_behind_move_up(house: House, watch: QueueWatch, ears: Ears):
    queue = [await house.waits(since=timedelta(minutes=3 - n)) for n in range(3)]
    await watch.look()
    ears.take()
    await house.handoffs.take(queue[0], await house.agent())
    await watch.look()
    assert ears.take() == {queue[1]: 1, queue[2]: 2}


async def test_an_urgent_newcomer_moves_only_those_behind(house: House, watch: QueueWatch, ears: Ears):
    await house.waits(Urgency.URGENT, since=timedelta(minutes=1))
    low = await house.waits(Urgency.LOW)
    await watch.look()
    ears.take()
    high = await house.waits(Urgency.HIGH)
    await watch.look()
    assert ears.take() == {high: 2, low: 3}


async def test_an_agent_who_signs_in_shortens_the_wait_of_everyone(
    house: House, watch: QueueWatch, ears: Ears
):
    _, ana = await house.hire("Ana")
    _, bruno = await house.hire("Bruno")
    await house.agents.authenticate(ana)
    first, second = await house.waits(since=timedelta(minutes=1)), await house.waits()
    await watch.look()
    ears.take()
    await house.agents.authenticate(bruno)
    house.clock.passes(timedelta(seconds=20))
    await watch.look()
    assert ears.take().keys() == {first, second}


async def test_a_listener_that_fails_is_told_again_at_the_next_look(house: House, ears: Ears):
    failures = [ConnectionError()]

    async def on_place(conversation: ConversationId, place: QueuePlace) -> None:
        if failures:
            raise failures.pop()
        await ears.on_place(conversation, place)

    watch = QueueWatch(house.desk, lambda: house.customers, on_place)
    waiting = await house.waits()
    with pytest.raises(ConnectionError):
        await watch.look()
    await watch.look()
    assert ears.take() == {waiting: 1}


async def test_only_those_are_told_whom_somebody_follows_on_this_node(house: House, ears: Ears):
    followed = {await house.waits()}
    await house.waits(Urgency.URGENT)
    watch = QueueWatch(house.desk, lambda: followed, ears.on_place)
    await watch.look()
    assert ears.take() == dict.fromkeys(followed, 2)
