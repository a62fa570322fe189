"""The dashboard's figures: each is defined once, in SQL over the plain columns of the log."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Row, text

from prosa.engines.database import Database

_PERIOD = text("""
    WITH happened AS MATERIALIZED (
        SELECT conversation_id, at, source, kind, intent, sentiment, outcome, milliseconds, score
        FROM event WHERE at >= :since
    ),
    session AS (
        SELECT conversation_id,
            count(*) FILTER (WHERE kind = 'message') AS messages,
            extract(epoch FROM max(at) FILTER (WHERE kind = 'message')
                -- What the bot began by itself may lie hours before the customer's first word.
                - min(at) FILTER (WHERE kind = 'message' AND outcome IS DISTINCT FROM 'proactive')
                ) / 60 AS minutes,
            coalesce(bool_or(kind = 'handoff' AND outcome = 'requested'), false) AS escalated,
            coalesce(bool_or(source = 'bot' AND outcome IN ('answered', 'ticketed')), false) AS helped
        FROM happened GROUP BY conversation_id
        HAVING bool_or(source = 'customer' AND kind = 'message')
    ),
    rated AS (
        SELECT score AS rating FROM happened JOIN session USING (conversation_id) WHERE score IS NOT NULL
    )
    SELECT
        (SELECT count(*) FROM session) AS sessions,
        (SELECT coalesce(sum(messages), 0) FROM session) AS messages,
        (SELECT coalesce(avg(messages), 0) FROM session) AS session_messages,
        (SELECT coalesce(avg(minutes), 0) FROM session) AS session_minutes,
        (SELECT coalesce(avg(escalated::int), 0) FROM session) AS escalation_rate,
        (SELECT coalesce(avg((helped AND NOT escalated)::int), 0) FROM session) AS automation_rate,
        (SELECT coalesce(jsonb_object_agg(intent, times), '{}') FROM (
            SELECT intent, count(*) AS times FROM happened WHERE intent IS NOT NULL GROUP BY intent
        ) AS counted) AS intents,
        (SELECT coalesce(jsonb_object_agg(sentiment, times), '{}') FROM (
            SELECT sentiment, count(*) AS times FROM happened WHERE sentiment IS NOT NULL GROUP BY sentiment
        ) AS counted) AS sentiments,
        (SELECT coalesce(percentile_cont(0.5) WITHIN GROUP (ORDER BY milliseconds), 0) FROM happened) AS p50,
        (SELECT coalesce(percentile_cont(0.95) WITHIN GROUP (ORDER BY milliseconds), 0) FROM happened) AS p95,
        (SELECT count(*) FROM rated) AS ratings,
        (SELECT coalesce(avg(rating), 0) FROM rated) AS rating,
        (SELECT coalesce(avg((rating >= 4)::int), 0) FROM rated) AS satisfied,
        (SELECT count(*) FROM conversation WHERE owner = 'queue') AS waiting,
        (SELECT count(*) FROM conversation WHERE owner = 'agent' OR lent_by IS NOT NULL) AS with_agents
""")


@dataclass(frozen=True, slots=True)
class Satisfaction:
    """Customers' verdicts (CSAT) on the sessions of the period."""

    ratings: int
    average: float
    """1 to 5; 0 when nobody rated."""
    share_satisfied: float
    """Of those who rated, the share that gave 4 or 5."""


@dataclass(frozen=True, slots=True)
class Dashboard:
    """Figures of a period that ends now.

    A session is a conversation in which the customer wrote during the period; what happened in it before
    does not count. Rates are shares of the sessions, 0 to 1. Without any session everything is 0.
    """

    since: datetime
    sessions: int
    messages: int
    """Messages of everyone in the sessions."""
    intents: dict[str, int]
    """Messages answered by the bot, by what they were understood as."""
    sentiments: dict[str, int]
    session_messages: float
    """Mean messages of a session."""
    session_minutes: float
    """Mean minutes from a session's first message to its last."""
    escalation_rate: float
    """Sessions that were handed to a person."""
    automation_rate: float
    """Sessions that got an answer or a ticket from the bot at least once and no person."""
    response_p50: float
    """Milliseconds from a message's acceptance to the bot's reply: half were faster."""
    response_p95: float
    satisfaction: Satisfaction
    waiting: int
    """Conversations in the queue now."""
    with_agents: int
    """Conversations with an agent now, also while the bot runs a form for that agent."""


class Metrics:
    """Reads the figures. Nothing personal is among them, and nothing is decrypted."""

    def __init__(self, database: Database, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._database = database
        self._clock = clock

    async def dashboard(self, days: int) -> Dashboard:
        """The figures of the last `days` days."""
        since = self._clock() - timedelta(days=days)
        async with self._database.connect() as connection:
            return _dashboard_of(since, (await connection.execute(_PERIOD, {"since": since})).one())


def _dashboard_of(since: datetime, row: Row[Any]) -> Dashboard:
    return Dashboard(
        since=since,
        sessions=row.sessions,
        messages=int(row.messages),
        intents=row.intents,
        sentiments=row.sentiments,
        session_messages=float(row.session_messages),
        session_minutes=float(row.session_minutes),
        escalation_rate=float(row.escalation_rate),
        automation_rate=float(row.automation_rate),
        response_p50=row.p50,
        response_p95=row.p95,
        satisfaction=Satisfaction(row.ratings, float(row.rating), float(row.satisfied)),
        waiting=row.waiting,
        with_agents=row.with_agents,
    )
