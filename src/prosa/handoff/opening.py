"""When people answer in each channel: what the company has set, over the pack's hours."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert

from prosa.conversations.errors import Invalid
from prosa.conversations.events import AgentId
from prosa.engines.database import Database
from prosa.handoff.hours import add_business_time, is_open, national_holidays, reopens_at
from prosa.handoff.models import opening_hours as table
from prosa.handoff.queue import Doors
from prosa.packs.schema import Bot, Hours
from prosa.people import audit

KNOWN_FOR = timedelta(seconds=15)
"""How long hours are taken as known: another node may have changed them."""
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
        return Doors(open=False, reopens_at=reopens_at(self.hours, self.zone, now))

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
        if channel not in self.channels:
            raise NoSuchChannel
        try:
            zone = ZoneInfo(timezone)
        except (KeyError, ValueError, OSError) as error:
            raise BadZone from error
        if len(hours.closed_on) > MOST_DAYS:
            raise TooManyDates
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
        schedule = Schedule(hours, zone, own=True)
        self._own = {**self._own, channel: schedule}
        return schedule

    async def reset(self, channel: str, by: AgentId | None = None) -> Schedule:
        """The pack's hours again."""
        async with self._database.begin() as connection:
            await connection.execute(delete(table).where(table.c.channel == channel))
            await audit.record(connection, by, "hours.reset", channel)
        self._own = {name: schedule for name, schedule in self._own.items() if name != channel}
        return self._default
