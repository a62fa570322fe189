"""The day so far, beside the same hours of yesterday and of a week ago."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from prosa.insights.figures import LOOKBACK, Figures, figures_of
from prosa.insights.periods import Period

_NOW = text("""
    SELECT count(*) FILTER (WHERE owner = 'queue') AS waiting,
        extract(epoch FROM :now - min(queued_at) FILTER (WHERE owner = 'queue'))::float8 AS longest_wait,
        count(*) FILTER (WHERE owner = 'agent') AS with_people,
        (SELECT count(*) FROM agent WHERE NOT disabled AND last_seen_at >= :seen) AS agents_online
    FROM conversation WHERE owner IN ('queue', 'agent')
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
        (SELECT count(*) FROM standing WHERE outcome IN ('assigned', 'lent')) AS with_people,
        CAST(NULL AS bigint) AS agents_online
""")


@dataclass(frozen=True, slots=True)
class Standing:
    """How things stood at a moment."""

    waiting: int
    longest_wait: float | None
    """Seconds that who has been in the queue longest has been there; None when nobody is."""
    with_people: int
    """Conversations that a person has."""
    agents_online: int | None
    """None of a moment of the past: nobody noted it."""


@dataclass(frozen=True, slots=True)
class Day:
    """A day up to an hour of it."""

    period: Period
    figures: Figures
    standing: Standing
    """At the period's end."""


async def day_so_far(connection: AsyncConnection, period: Period, seen: datetime | None = None) -> Day:
    """What happened in the period, and how things stood at its end.

    `seen` is given when the end is now: agents who did something since then are online.
    """
    [figures] = await figures_of(connection, [period])
    if seen is None:
        bounds = {"earliest": period.until - LOOKBACK, "then": period.until}
        row = (await connection.execute(_THEN, bounds)).one()
    else:
        row = (await connection.execute(_NOW, {"now": period.until, "seen": seen})).one()
    return Day(period, figures, Standing(*row))
