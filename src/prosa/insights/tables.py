"""What happened in a period by intent, by article and by agent, over the plain columns of the log."""

from dataclasses import asdict, dataclass
from datetime import timedelta
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from prosa.insights.periods import Period

AFTERWARDS = timedelta(hours=1)
"""A person called within this time after an answer was called because of it."""
MAX_ROWS = 500
"""Rows of a table at most; the most frequent are kept."""

# A bot's message settles what it answers unless a person is called soon after it, by its own turn or a later.
_ANSWERS = """
    WITH answer AS MATERIALIZED (
        SELECT conversation_id, "offset", intent, articles,
            outcome IN ('answered', 'ticketed') AS helped,
            EXISTS (
                SELECT FROM event AS later
                WHERE later.conversation_id = event.conversation_id AND later."offset" > event."offset"
                    AND later.kind = 'handoff' AND later.outcome = 'requested'
                    AND later.at <= event.at + :afterwards
            ) AS handed_over
        FROM event
        WHERE at >= :since AND at < :until AND source = 'bot' AND kind = 'message' AND intent IS NOT NULL
    )
"""

_INTENTS = text(
    _ANSWERS
    + """,
    rated AS (
        SELECT intent, avg(rating)::float8 AS rating, count(*) AS ratings
        FROM (SELECT DISTINCT intent, conversation_id FROM answer) AS told
        JOIN conversation ON conversation.id = conversation_id AND rating IS NOT NULL GROUP BY intent
    )
    SELECT intent, count(*) AS asked, count(*) FILTER (WHERE helped AND NOT handed_over) AS settled,
        count(*) FILTER (WHERE handed_over) AS handed_over, coalesce(max(ratings), 0) AS ratings,
        max(rating) AS rating
    FROM answer LEFT JOIN rated USING (intent) GROUP BY intent ORDER BY asked DESC, intent LIMIT :limit
"""  # noqa: S608  (only text of ours is put in)
)

_ARTICLES = text(
    _ANSWERS
    + """,
    shown AS (
        SELECT DISTINCT unnest(articles) AS article, conversation_id, "offset", handed_over FROM answer
    ),
    rated AS (
        SELECT article, avg(rating)::float8 AS rating, count(*) AS ratings
        FROM (SELECT DISTINCT article, conversation_id FROM shown) AS told
        JOIN conversation ON conversation.id = conversation_id AND rating IS NOT NULL GROUP BY article
    )
    SELECT article, max(title) AS title, count(*) AS shown,
        count(*) FILTER (WHERE NOT handed_over) AS settled,
        count(*) FILTER (WHERE handed_over) AS handed_over, coalesce(max(ratings), 0) AS ratings,
        max(rating) AS rating
    FROM shown LEFT JOIN rated USING (article) LEFT JOIN article AS written ON written.id = shown.article
    GROUP BY article ORDER BY shown DESC, article LIMIT :limit
"""  # noqa: S608  (only text of ours is put in)
)

_AGENTS = text("""
    WITH taken AS MATERIALIZED (
        SELECT agent, conversation_id, event.at, answered.at AS answered, resolved.at AS resolved
        FROM event
        LEFT JOIN LATERAL (
            SELECT later.at, later.kind FROM event AS later
            WHERE later.conversation_id = event.conversation_id AND later."offset" > event."offset"
                AND (later.kind = 'handoff' OR (later.source = 'agent' AND later.kind = 'message'))
            ORDER BY later."offset" LIMIT 1
        ) AS answered ON answered.kind = 'message'
        LEFT JOIN LATERAL (
            SELECT later.at, later.outcome FROM event AS later
            WHERE later.conversation_id = event.conversation_id AND later."offset" > event."offset"
                AND later.kind = 'handoff'
            ORDER BY later."offset" LIMIT 1
        ) AS resolved ON resolved.outcome = 'resolved'
        WHERE event.at >= :since AND event.at < :until AND event.kind = 'handoff'
            AND event.outcome = 'assigned' AND event.agent IS NOT NULL
    ),
    rated AS (
        SELECT agent, avg(rating)::float8 AS rating, count(*) AS ratings
        FROM (SELECT DISTINCT agent, conversation_id FROM taken) AS told
        JOIN conversation ON conversation.id = conversation_id AND rating IS NOT NULL GROUP BY agent
    ),
    worked AS (
        SELECT agent, count(DISTINCT conversation_id) AS conversations, count(resolved) AS resolved,
            percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM answered - at)) AS first_response,
            percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM resolved - at)) AS resolution
        FROM taken GROUP BY agent
    )
    SELECT worked.agent, agent.name, conversations, resolved, first_response, resolution,
        coalesce(ratings, 0) AS ratings, rating
    FROM worked LEFT JOIN rated USING (agent) LEFT JOIN agent ON agent.id = worked.agent
    ORDER BY conversations DESC, agent.name, worked.agent LIMIT :limit
""")


@dataclass(frozen=True, slots=True)
class IntentRow:
    """What customers asked, by what it was understood as."""

    intent: str
    asked: int
    """Messages that the bot dealt with."""
    settled: int
    """Answered, or made a ticket, without a person being called within the hour after it."""
    handed_over: int
    """After which a person was called within the hour."""
    ratings: int
    """Rated conversations in which it was asked."""
    rating: float | None
    """Their mean, 1 to 5."""


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """An article that the bot answered with."""

    article: str
    title: str | None
    """None when there is none of this id any more."""
    shown: int
    settled: int
    """Without a person being called within the hour after it."""
    handed_over: int
    ratings: int
    rating: float | None


@dataclass(frozen=True, slots=True)
class AgentRow:
    """What an agent took in the period. Medians are of what has an end by now."""

    agent: UUID
    name: str | None
    conversations: int
    resolved: int
    first_response: float | None
    """Seconds from taking a conversation to the first message, at the median."""
    resolution: float | None
    """Seconds from taking a conversation to resolving it, at the median."""
    ratings: int
    rating: float | None


async def by_intent(connection: AsyncConnection, period: Period) -> list[IntentRow]:
    """The most frequent first."""
    rows = await connection.execute(_INTENTS, {**_within(period), "afterwards": AFTERWARDS})
    return [IntentRow(*row) for row in rows]


async def by_article(connection: AsyncConnection, period: Period) -> list[ArticleRow]:
    """The most shown first."""
    rows = await connection.execute(_ARTICLES, {**_within(period), "afterwards": AFTERWARDS})
    return [ArticleRow(*row) for row in rows]


async def by_agent(connection: AsyncConnection, period: Period) -> list[AgentRow]:
    """Who took most first."""
    return [AgentRow(*row) for row in await connection.execute(_AGENTS, _within(period))]


def _within(period: Period) -> dict[str, object]:
    return {**asdict(period), "limit": MAX_ROWS}
