"""The day so far, beside the same hours of yesterday and of a week ago."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from prosa.handoff.attendance import Colleague
from prosa.handoff.presence import Presence
from prosa.insights.figures import LOOKBACK, Figures, figures_of
from prosa.insights.periods import Period

_NOW = text("""
    SELECT count(*) FILTER (WHERE owner = 'queue') AS waiting,
        extract(epoch FROM :now - min(queued_at) FILTER (WHERE owner = 'queue'))::float8 AS longest_wait,
        count(*) FILTER (WHERE owner = 'agent' OR lent_by IS NOT NULL) AS with_people
    FROM conversation WHERE owner IN ('queue', 'agent') OR lent_by IS NOT NULL
""")

_THEN = text("""
    WITH standing AS (
        SELECT DISTINCT ON (conversation_id) conversation_id, outcome
        FROM event WHERE kind = 'handoff' AND at >= :earliest AND at <= :then
        ORDER BY conversation_id, "offset" DESC
    ),
    waiting AS (
        SELECT max(event.at) AS called FROM standing JOIN event USING (conversation_id)
        WHERE standing.outcome IN ('requested', 'released')
            AND event.kind = 'handoff' AND event.outcome = 'requested' AND event.at <= :then
        GROUP BY conversation_id
    )
    SELECT (SELECT count(*) FROM standing WHERE outcome IN ('requested', 'released')) AS waiting,
        (SELECT extract(epoch FROM :then - min(called))::float8 FROM waiting) AS longest_wait,
        (SELECT count(*) FROM standing WHERE outcome IN ('assigned', 'lent')) AS with_people
""")


@dataclass(frozen=True, slots=True)
class Crew:
    """How many of those who answer customers are there."""

    online: int
    busy: int
    away: int

    @staticmethod
    def of(people: Iterable[Colleague]) -> "Crew":
        """The crew among these people."""
        counted = Counter(one.presence for one in people)
        return Crew(counted[Presence.ONLINE], counted[Presence.BUSY], counted[Presence.AWAY])


@dataclass(frozen=True, slots=True)
class Standing:
    """How things stood at a moment."""

    waiting: int
    longest_wait: float | None
    """Seconds that who has been in the queue longest has been there; None when nobody is."""
    with_people: int
    """Conversations that a person has, also while the bot runs a form for that person."""
    crew: Crew | None = None
    """None of a moment of the past: nobody noted it."""


@dataclass(frozen=True, slots=True)
class Day:
    """A day up to an hour of it."""

    period: Period
    figures: Figures
    standing: Standing
    """At the period's end."""


async def day_so_far(connection: AsyncConnection, period: Period, crew: Crew | None = None) -> Day:
    """What happened in the period, and how things stood at its end.

    `crew` is given when the end is now: who is there.
    """
    [figures] = await figures_of(connection, [period])
    if crew is None:
        bounds = {"earliest": period.until - LOOKBACK, "then": period.until}
        row = (await connection.execute(_THEN, bounds)).one()
    else:
        row = (await connection.execute(_NOW, {"now": period.until})).one()
    return Day(period, figures, Standing(*row, crew=crew))
