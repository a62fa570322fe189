from collections.abc import Sequence
from math import ceil

from hypothesis import given
from hypothesis import strategies as st

from prosa.language.gathering import Gathering

WINDOW = 0.25
"""Binary fractions throughout: sums of them are exact."""


def after_arrivals(times: Sequence[float], *, enough: int = 10, most: int = 2) -> Gathering:
    """One that saw these arrivals, of which `most` were under way at once, and a batch start at the last."""
    gathering = Gathering(enough, WINDOW)
    for time in times:
        gathering.arrived(time, most)
    gathering.started(times[-1])
    return gathering


def quickly(count: int = 64) -> list[float]:
    return [number / 64 for number in range(count)]


def slowly(count: int = 64) -> list[float]:
    return [number / 16 for number in range(count)]


def test_the_first_message_starts_at_once():
    gathering = Gathering()
    gathering.arrived(5.0, 1)
    assert gathering.start_at(5.0, 1, 1) == 5.0


def test_messages_that_come_slowly_do_not_wait():
    now = slowly()[-1] + WINDOW / 4
    assert after_arrivals(slowly()).start_at(now, 1, 1) == now


def test_messages_that_come_quickly_wait_for_the_window_to_end():
    last = quickly()[-1]
    assert after_arrivals(quickly()).start_at(last + WINDOW / 4, 1, 1) == last + WINDOW


def test_a_message_that_comes_after_the_window_starts_at_once():
    now = quickly()[-1] + WINDOW
    assert after_arrivals(quickly()).start_at(now, 1, 1) == now


def test_a_rush_that_is_over_keeps_nobody_waiting():
    gathering = after_arrivals(quickly())
    gathering.started(10.0)
    gathering.arrived(10.0, 1)
    assert gathering.start_at(10.0, 1, 1) == 10.0


def test_a_batch_that_is_large_enough_starts_at_once():
    now = quickly()[-1] + WINDOW / 4
    gathering = after_arrivals(quickly(), enough=5, most=20)
    assert gathering.start_at(now, 4, 4) > now
    assert gathering.start_at(now, 5, 5) == now


def test_nobody_is_waited_for_when_all_who_were_under_way_lately_are_here():
    now = quickly()[-1] + WINDOW / 4
    gathering = after_arrivals(quickly(), most=3)
    assert gathering.start_at(now, 2, 2) > now
    assert gathering.start_at(now, 3, 3) == now
    assert gathering.start_at(now, 2, 3) == now, "one of them is being understood by another thread"


@given(
    pauses=st.lists(st.integers(0, 64), min_size=1, max_size=100),
    waiting=st.integers(1, 40),
    meanwhile=st.integers(0, 64),
)
def test_nobody_waits_longer_than_a_window(pauses: list[int], waiting: int, meanwhile: int):
    gathering, now = Gathering(window=WINDOW), 0.0
    for pause in pauses:
        now += pause / 256
        gathering.arrived(now, waiting)
        if gathering.start_at(now, waiting, waiting) <= now:
            gathering.started(now)
    now += meanwhile / 256
    assert now <= gathering.start_at(now, waiting, 1) <= now + WINDOW


@given(callers=st.integers(1, 8), cost=st.integers(1, 8))
def test_callers_that_wait_for_an_answer_before_they_ask_again_are_not_slowed(callers: int, cost: int):
    """Each asks, waits for the batch, and asks again, all in step: the model is never idle."""
    gathering, now, under_way = Gathering(window=WINDOW), 0.0, 0
    for _ in range(ceil(100 / callers)):
        for _ in range(callers):
            under_way += 1
            gathering.arrived(now, under_way)
        assert gathering.start_at(now, callers, under_way) == now
        gathering.started(now)
        now += cost / 256
        under_way = 0
