"""Reports: the day so far, periods step by step, and tables, by the clock of the company."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from prosa.conversations.errors import Invalid
from prosa.engines.database import Database
from prosa.handoff.attendance import Attendance
from prosa.insights import tables
from prosa.insights.figures import Figures, figures_of, most_waiting
from prosa.insights.periods import MAX_DAYS, MAX_HOURLY_DAYS, Days, Period, Step, so_far
from prosa.insights.today import Crew, Day, day_so_far

USUAL_DAYS = 7
"""Days of a report that says nothing else."""


class BadPeriod(Invalid):
    """Ends before it begins, or too long."""

    code = "bad_period"
    says = f"Escolha um período de até {MAX_DAYS} dias, ou de até {MAX_HOURLY_DAYS} dias por hora."


@dataclass(frozen=True, slots=True)
class Point:
    """A step of a series."""

    period: Period
    figures: Figures
    waiting_max: int
    """How many waited in the queue at once, at most."""


@dataclass(frozen=True, slots=True)
class Series:
    """A period step by step, as a whole, and beside the one before it."""

    step: Step
    zone: str
    points: Sequence[Point]
    whole: Point
    before: Point


class Reports:
    """Reads the reports. Nothing is decrypted."""

    def __init__(
        self,
        database: Database,
        zone: ZoneInfo,
        attendance: Attendance,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._database = database
        self._attendance = attendance
        self.zone = zone
        """By whose clock days begin."""
        self._clock = clock

    def days(self, first: date | None, last: date | None) -> Days:
        """These days; by default the last seven. Raises `BadPeriod`."""
        end = last or self._clock().astimezone(self.zone).date()
        try:
            days = Days(first or end - timedelta(days=USUAL_DAYS - 1), end, self.zone)
            # The period before it is read, too.
            if 1 <= days.count <= MAX_DAYS and days.period.before.since.year > 1:
                return days
        except OverflowError:
            pass
        raise BadPeriod

    async def today(self) -> tuple[Day, Day, Day]:
        """Today, yesterday and the same day of last week, each up to this hour."""
        now = self._clock()
        today, yesterday, last_week = (so_far(now, ago, self.zone) for ago in (0, 1, 7))
        crew = Crew.of(await self._attendance.everyone())
        async with self._database.connect() as connection:
            return (
                await day_so_far(connection, today, crew),
                await day_so_far(connection, yesterday),
                await day_so_far(connection, last_week),
            )

    async def series(self, days: Days, step: Step) -> Series:
        """The days, step by step. Raises `BadPeriod` for too many hours."""
        if step is Step.HOUR and days.count > MAX_HOURLY_DAYS:
            raise BadPeriod
        periods = days.split(step)
        return Series(
            step=step,
            zone=self.zone.key,
            points=await self._points(periods),
            whole=(await self._points([days.period]))[0],
            before=(await self._points([days.period.before]))[0],
        )

    async def by_intent(self, days: Days) -> list[tables.IntentRow]:
        """What customers asked."""
        async with self._database.connect() as connection:
            return await tables.by_intent(connection, days.period)

    async def by_article(self, days: Days) -> list[tables.ArticleRow]:
        """What the bot answered with."""
        async with self._database.connect() as connection:
            return await tables.by_article(connection, days.period)

    async def by_agent(self, days: Days) -> list[tables.AgentRow]:
        """Who answered."""
        async with self._database.connect() as connection:
            return await tables.by_agent(connection, days.period)

    async def _points(self, periods: Sequence[Period]) -> list[Point]:
        async with self._database.connect() as connection:
            figures = await figures_of(connection, periods)
            waiting = await most_waiting(connection, periods)
        return [Point(*point) for point in zip(periods, figures, waiting, strict=True)]
