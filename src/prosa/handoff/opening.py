"""When people answer in each channel: what the company has set, over the pack's hours."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from math import ceil
from zoneinfo import ZoneInfo

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert

from prosa.conversations.errors import Invalid
from prosa.conversations.events import AgentId
from prosa.conversations.ports import Closing
from prosa.engines.database import Database
from prosa.handoff.hours import add_business_time, closes_at, is_open, national_holidays, reopens_at
from prosa.handoff.models import opening_hours as table
from prosa.handoff.queue import Doors
from prosa.packs.schema import Bot, Hours
from prosa.people import audit

KNOWN_FOR = timedelta(seconds=15)
"""How long hours are taken as known: another node may have changed them."""
WAIT_STEP = timedelta(minutes=5)
MOST_DAYS = 200
"""Own dates of one channel at most."""


class BadZone(Invalid):
    """Not a time zone that we know."""

    code = "bad_timezone"
    says = "Fuso horário desconhecido. Use um nome como America/Sao_Paulo."


class TooManyDates(Invalid):
    """More dates than anybody closes on."""

    code = "too_many_dates"
    says = f"São no máximo {MOST_DAYS} datas de fechamento."


class NoSuchChannel(Invalid):
    """Not a channel of this company."""

    code = "no_such_channel"
    says = "Este canal não existe."


@dataclass(frozen=True, slots=True)
class Schedule:
    """The hours of one channel, in its time zone."""

    hours: Hours
    zone: ZoneInfo
    own: bool = False
    """False: the pack's."""

    def doors(self, now: datetime) -> Doors:
        """Whether people answer at this instant, and from when on otherwise."""
        if is_open(self.hours, self.zone, now):
            return Doors(open=True)
        again = reopens_at(self.hours, self.zone, now)
        if self.hours.outside.does != "queue" or again is None:
            return Doors(open=False, reopens_at=again)
        # In steps: who waits through the night need not be told every second.
        return Doors(open=False, reopens_at=again, waits=ceil((again - now) / WAIT_STEP) * WAIT_STEP)

    def closing(self, now: datetime) -> Closing | None:
        """What to do for who wants a person at this instant; None while somebody answers."""
        if is_open(self.hours, self.zone, now):
            return None
        again = reopens_at(self.hours, self.zone, now)
        back = None if again is None else again.astimezone(self.zone)
        return Closing(self.hours.outside, now.astimezone(self.zone), back)

    def next_closing(self, now: datetime) -> Closing | None:
        """The same at the next instant at which nobody answers, maybe now; None: somebody always does."""
        return self.closing(closes_at(self.hours, self.zone, now) or now)

    def after(self, start: datetime, duration: timedelta) -> datetime:
        """The instant at which so much open time has passed."""
        return add_business_time(self.hours, self.zone, start, duration)


class OpeningHours:
    """The schedules, kept in memory: whoever asks for one does not wait."""

    def __init__(
        self,
        database: Database,
        bot: Bot,
        channels: tuple[str, ...] = ("web",),
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._database = database
        self._default = Schedule(bot.hours, ZoneInfo(bot.timezone))
        self._own: Mapping[str, Schedule] = {}
        self._read_at: datetime | None = None
        self._clock = clock
        self.channels = channels

    def of(self, channel: str) -> Schedule:
        """The hours of a channel, as last read."""
        return self._own.get(channel, self._default)

    def doors(self, channel: str) -> Doors:
        """Whether people answer in this channel now."""
        return self.of(channel).doors(self._clock())

    def closing(self, channel: str) -> Closing | None:
        """What to do for who wants a person in this channel now; None while somebody answers."""
        return self.of(channel).closing(self._clock())

    def preview(self, channel: str, timezone: str, hours: Hours) -> Closing | None:
        """What these hours come to at the next instant at which nobody answers; None: somebody always does.

        Raises `NoSuchChannel`, `BadZone`, `TooManyDates`.
        """
        return self._checked(channel, timezone, hours).next_closing(self._clock())

    def open_at(self, moment: datetime) -> bool:
        """Whether people answer anywhere at this moment."""
        return any(is_open(schedule.hours, schedule.zone, moment) for schedule in map(self.of, self.channels))

    def holidays(self) -> dict[str, str]:
        """The national holidays of this year and the next: their names, by date."""
        year = self._clock().year
        return {
            day.isoformat(): name
            for each in (year, year + 1)
            for day, name in national_holidays(each).items()
        }

    async def refresh(self) -> None:
        """Reads what was changed, here or by another node, unless that was done a moment ago."""
        now = self._clock()
        if self._read_at is not None and now - self._read_at < KNOWN_FOR:
            return
        async with self._database.connect() as connection:
            rows = list(await connection.execute(select(table)))
        self._own = {
            row.channel: Schedule(Hours.model_validate(row.hours), ZoneInfo(row.timezone), own=True)
            for row in rows
        }
        self._read_at = now

    async def change(self, channel: str, timezone: str, hours: Hours, by: AgentId) -> Schedule:
        """Sets the hours of a channel. Raises `NoSuchChannel`, `BadZone`, `TooManyDates`."""
        schedule = self._checked(channel, timezone, hours)
        values = {
            "timezone": timezone,
            "hours": hours.model_dump(mode="json"),
            "changed_at": self._clock(),
            "changed_by": by,
        }
        statement = insert(table).values(channel=channel, **values)
        async with self._database.begin() as connection:
            await connection.execute(
                statement.on_conflict_do_update(index_elements=[table.c.channel], set_=values)
            )
            await audit.record(connection, by, "hours.changed", channel)
        self._own = {**self._own, channel: schedule}
        return schedule

    def _checked(self, channel: str, timezone: str, hours: Hours) -> Schedule:
        if channel not in self.channels:
            raise NoSuchChannel
        try:
            zone = ZoneInfo(timezone)
        except (KeyError, ValueError, OSError) as error:
            raise BadZone from error
        if len(hours.closed_on) > MOST_DAYS:
            raise TooManyDates
        return Schedule(hours, zone, own=True)

    async def reset(self, channel: str, by: AgentId | None = None) -> Schedule:
        """The pack's hours again."""
        async with self._database.begin() as connection:
            await connection.execute(delete(table).where(table.c.channel == channel))
            await audit.record(connection, by, "hours.reset", channel)
        self._own = {name: schedule for name, schedule in self._own.items() if name != channel}
        return self._default
