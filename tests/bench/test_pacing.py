import random
import time

from hypothesis import given
from hypothesis import strategies as st

from prosa.bench.pacing import pace, send_times


@given(st.floats(0.1, 500), st.floats(0.1, 20), st.integers())
def test_messages_are_due_in_order_and_within_the_run(rate: float, seconds: float, seed: int):
    times = send_times(rate, seconds, random.Random(seed))
    assert times == sorted(times)
    assert all(0 < due < seconds for due in times)


def test_on_average_the_rate_is_kept():
    times = send_times(200, 500, random.Random(1))
    assert abs(len(times) / 500 - 200) < 5


def test_the_same_seed_gives_the_same_times():
    assert send_times(50, 5, random.Random(3)) == send_times(50, 5, random.Random(3))


async def test_everything_happens_once_in_order_and_not_before_it_is_due():
    times = [0.0, 0.01, 0.01, 0.02, 0.05]
    began = time.perf_counter()
    done: list[tuple[float, float]] = []
    await pace(times, began, lambda due: done.append((due - began, time.perf_counter() - began)))
    assert [round(due, 6) for due, _ in done] == times
    assert all(at >= due for due, at in done)


async def test_a_slow_act_delays_the_next_ones_and_drops_none():
    began = time.perf_counter()
    done: list[float] = []

    def act(due: float) -> None:
        time.sleep(0.01)
        done.append(due)

    await pace([0.001 * number for number in range(10)], began, act)
    assert len(done) == 10
