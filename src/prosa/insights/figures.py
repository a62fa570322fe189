"""The figures of periods, each defined once, in SQL over the plain columns of the log."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from prosa.insights.periods import Period

LOOKBACK = timedelta(days=31)
"""Who has waited for longer than this is not counted among those who were waiting at a moment of the past."""

_FIGURES = text("""
    WITH happened AS MATERIALIZED (
        SELECT width_bucket(at, CAST(:sinces AS timestamptz[])) AS n,
            conversation_id, "offset", at, source, kind, outcome, milliseconds, score
        FROM event WHERE at >= :first AND at < :last
    ),
    session AS (
        SELECT n, conversation_id,
            coalesce(bool_or(kind = 'handoff' AND outcome = 'requested'), false) AS handed_over,
            coalesce(bool_or(source = 'bot' AND outcome IN ('answered', 'ticketed')), false) AS helped
        FROM happened GROUP BY n, conversation_id
        HAVING bool_or(source = 'customer' AND kind = 'message')
    ),
    told AS (
        SELECT n, count(*) AS sessions, count(*) FILTER (WHERE handed_over) AS handed_over,
            count(*) FILTER (WHERE helped AND NOT handed_over) AS automated
        FROM session GROUP BY n
    ),
    rated AS (
        SELECT n, count(*) AS ratings, avg(score) AS rating, avg((score >= 4)::int) AS satisfied
        FROM happened WHERE score IS NOT NULL GROUP BY n
    ),
    met AS (
        SELECT n, count(*) AS met,
            percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM answer.at - asked.at)) AS p50,
            percentile_cont(0.9) WITHIN GROUP (ORDER BY extract(epoch FROM answer.at - asked.at)) AS p90
        FROM happened AS asked CROSS JOIN LATERAL (
            SELECT at, kind FROM event AS later
            WHERE later.conversation_id = asked.conversation_id AND later."offset" > asked."offset" AND (
                (later.source = 'agent' AND later.kind = 'message')
                OR later.outcome IN ('requested', 'returned', 'resolved')
            )
            ORDER BY later."offset" LIMIT 1
        ) AS answer
        WHERE asked.kind = 'handoff' AND asked.outcome = 'requested' AND answer.kind = 'message'
        GROUP BY n
    ),
    quick AS (
        SELECT n, percentile_cont(0.5) WITHIN GROUP (ORDER BY milliseconds) AS p50,
            percentile_cont(0.95) WITHIN GROUP (ORDER BY milliseconds) AS p95
        FROM happened WHERE milliseconds IS NOT NULL GROUP BY n
    )
    SELECT coalesce(sessions, 0) AS sessions, coalesce(handed_over, 0) AS handed_over,
        coalesce(automated, 0) AS automated, coalesce(ratings, 0) AS ratings,
        rating::float8 AS rating, satisfied::float8 AS satisfied,
        met.p50 AS met_p50, met.p90 AS met_p90, quick.p50 AS bot_p50, quick.p95 AS bot_p95
    FROM generate_series(1, cardinality(CAST(:sinces AS timestamptz[]))) AS period(n)
    LEFT JOIN told USING (n) LEFT JOIN rated USING (n) LEFT JOIN met USING (n) LEFT JOIN quick USING (n)
    ORDER BY n
""")

_MOST_WAITING = text("""
    WITH step AS (
        SELECT at, outcome IN ('requested', 'released') AS waits,
            lag(outcome IN ('requested', 'released'), 1, false)
                OVER (PARTITION BY conversation_id ORDER BY "offset") AS waited
        FROM event WHERE kind = 'handoff' AND at >= :earliest AND at < :last
    ),
    change AS (
        SELECT at, waits::int - waited::int AS by FROM step WHERE waits <> waited
        UNION ALL SELECT since, 0 FROM unnest(CAST(:sinces AS timestamptz[])) AS since
    ),
    level AS (SELECT at, sum(by) OVER (ORDER BY at, by ROWS UNBOUNDED PRECEDING) AS waiting FROM change)
    SELECT max(waiting)::int AS waiting
    FROM (SELECT width_bucket(at, CAST(:sinces AS timestamptz[])) AS n, waiting FROM level) AS counted
    WHERE n > 0 GROUP BY n ORDER BY n
""")


@dataclass(frozen=True, slots=True)
class Figures:
    """What happened in a period. Means and percentiles of nothing are None.

    A session is a conversation in which the customer wrote during the period; what happened in it outside
    the period does not count.
    """

    sessions: int
    handed_over: int
    """Sessions in which a person was called."""
    automated: int
    """Sessions that got an answer or a ticket from the bot at least once, and no person."""
    ratings: int
    """Verdicts given in the period."""
    rating: float | None
    """Their mean, 1 to 5."""
    satisfied: float | None
    """Of them, the share, 0 to 1, that is 4 or 5."""
    met_p50: float | None
    """Seconds from the call for a person in the period to that person's first message: half were faster.

    Who was given back, resolved, or called again before a person wrote is not counted, nor who still waits.
    """
    met_p90: float | None
    bot_p50: float | None
    """Milliseconds from a message's acceptance to the bot's reply: half were faster."""
    bot_p95: float | None

    @property
    def automation_rate(self) -> float | None:
        """Share of the sessions, 0 to 1, that the bot settled alone."""
        return self.automated / self.sessions if self.sessions else None


async def figures_of(connection: AsyncConnection, periods: Sequence[Period]) -> list[Figures]:
    """The figures of each of these periods, which follow each other without gaps."""
    rows = await connection.execute(_FIGURES, _bounds(periods))
    return [Figures(*row) for row in rows]


async def most_waiting(connection: AsyncConnection, periods: Sequence[Period]) -> list[int]:
    """How many waited in the queue at once, at most, in each of these periods, likewise."""
    bounds = _bounds(periods)
    rows = await connection.execute(_MOST_WAITING, {**bounds, "earliest": periods[0].since - LOOKBACK})
    return [row.waiting for row in rows]


def _bounds(periods: Sequence[Period]) -> dict[str, object]:
    return {
        "sinces": [period.since for period in periods],
        "first": periods[0].since,
        "last": periods[-1].until,
    }
