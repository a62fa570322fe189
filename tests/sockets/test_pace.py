"""How fast one client is read."""

from hypothesis import given
from hypothesis import strategies as st

from prosa.sockets.pace import Pace

RATE, BURST = 10, 5


class Hours:
    """A clock that sleeping moves."""

    def __init__(self) -> None:
        self.now = 100.0

    def read(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.now += seconds


@given(pauses=st.lists(st.floats(0, 3), max_size=60))
async def test_never_more_than_the_burst_and_the_rate_allow(pauses: list[float]):
    hours = Hours()
    pace = Pace(RATE, BURST, hours.read, hours.sleep)
    done: list[float] = []
    for pause in pauses:
        hours.now += pause
        await pace.keep()
        done.append(hours.now)
    for first, began in enumerate(done):
        for count, ended in enumerate(done[first:], start=1):
            assert count <= BURST + RATE * (ended - began) + 1e-6


@given(gaps=st.lists(st.floats(1 / RATE, 3), max_size=60))
async def test_whoever_keeps_the_rate_never_waits(gaps: list[float]):
    hours = Hours()
    pace = Pace(RATE, BURST, hours.read, hours.sleep)
    for gap in gaps:
        hours.now += gap
        before = hours.now
        await pace.keep()
        assert hours.now - before < 1e-6
