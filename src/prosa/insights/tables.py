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
_HANDED_OVER = """
    EXISTS (
        SELECT FROM event AS later
        WHERE later.conversation_id = event.conversation_id AND later."offset" > event."offset"
            AND later.kind = 'handoff' AND later.outcome = 'requested' AND later.at <= event.at + :afterwards
    )
"""

# Of several thumbs on what was asked in a conversation the last counts.
_JUDGED = """
    rated AS (
        SELECT {by}, avg(score)::float8 AS rating, count(*) AS ratings
        FROM event WHERE at >= :since AND at < :until AND score IS NOT NULL GROUP BY {by}
    ),
    thumbed AS (
        SELECT {by}, count(*) FILTER (WHERE outcome = 'up') AS up,
            count(*) FILTER (WHERE outcome = 'down') AS down
        FROM (
            SELECT DISTINCT ON (conversation_id, intent, article) {by}, outcome
            FROM event WHERE at >= :since AND at < :until AND kind = 'thumb'
            ORDER BY conversation_id, intent, article, "offset" DESC
        ) AS last GROUP BY {by}
    )
"""

_INTENTS = text(f"""
    WITH answer AS (
        SELECT intent, outcome IN ('answered', 'ticketed') AS helped, {_HANDED_OVER} AS handed_over
        FROM event
        WHERE at >= :since AND at < :until AND source = 'bot' AND kind = 'message' AND intent IS NOT NULL
    ),
    {_JUDGED.format(by="intent")}
    SELECT intent, count(*) AS asked, count(*) FILTER (WHERE helped AND NOT handed_over) AS settled,
        count(*) FILTER (WHERE handed_over) AS handed_over,
        coalesce(max(up), 0) AS up, coalesce(max(down), 0) AS down,
        coalesce(max(ratings), 0) AS ratings, max(rating) AS rating
    FROM answer LEFT JOIN rated USING (intent) LEFT JOIN thumbed USING (intent)
    GROUP BY intent ORDER BY asked DESC, intent LIMIT :limit
""")  # noqa: S608  (only text of ours is put in)

_ARTICLES = text(f"""
    WITH answer AS (
        SELECT article, {_HANDED_OVER} AS handed_over
        FROM event
        WHERE at >= :since AND at < :until AND source = 'bot' AND kind = 'message' AND article IS NOT NULL
    ),
    {_JUDGED.format(by="article")}
    SELECT article, max(title) AS title, count(*) AS shown,
        count(*) FILTER (WHERE NOT handed_over) AS settled,
        count(*) FILTER (WHERE handed_over) AS handed_over,
        coalesce(max(up), 0) AS up, coalesce(max(down), 0) AS down,
        coalesce(max(ratings), 0) AS ratings, max(rating) AS rating
    FROM answer LEFT JOIN rated USING (article) LEFT JOIN thumbed USING (article)
    LEFT JOIN article AS written ON written.id = answer.article
    GROUP BY article ORDER BY shown DESC, article LIMIT :limit
""")  # noqa: S608  (likewise)

_AGENTS = text("""
    WITH taken AS MATERIALIZED (
        SELECT agent_id, conversation_id, event.at, answered.at AS answered, resolved.at AS resolved
        FROM event
        LEFT JOIN LATERAL (
            SELECT later.at, later.kind FROM event AS later
            WHERE later.conversation_id = event.conversation_id AND later."offset" > event."offset"
                AND ((later.kind = 'handoff' AND later.outcome <> 'lent')
                    OR (later.source = 'agent' AND later.kind = 'message'))
            ORDER BY later."offset" LIMIT 1
        ) AS answered ON answered.kind = 'message'
        LEFT JOIN LATERAL (
            SELECT later.at, later.outcome FROM event AS later
            WHERE later.conversation_id = event.conversation_id AND later."offset" > event."offset"
                AND later.kind = 'handoff' AND later.outcome <> 'lent'
            ORDER BY later."offset" LIMIT 1
        ) AS resolved ON resolved.outcome = 'resolved'
        WHERE event.at >= :since AND event.at < :until AND event.kind = 'handoff'
            AND event.outcome = 'assigned' AND event.agent_id IS NOT NULL
    ),
    rated AS (
        SELECT agent_id, avg(score)::float8 AS rating, count(*) AS ratings
        FROM event WHERE at >= :since AND at < :until AND score IS NOT NULL GROUP BY agent_id
    ),
    worked AS (
        SELECT agent_id, count(DISTINCT conversation_id) AS conversations, count(resolved) AS resolved,
            percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM answered - at)) AS first_response,
            percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM resolved - at)) AS resolution
        FROM taken GROUP BY agent_id
    )
    SELECT worked.agent_id, agent.name, conversations, resolved, first_response, resolution,
        coalesce(ratings, 0) AS ratings, rating
    FROM worked LEFT JOIN rated USING (agent_id) LEFT JOIN agent ON agent.id = worked.agent_id
    ORDER BY conversations DESC, agent.name, worked.agent_id LIMIT :limit
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
    up: int
    """Thumbs up; of several in a conversation the last counts."""
    down: int
    ratings: int
    """Verdicts on conversations that were mainly about it."""
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
    up: int
    """Thumbs up; of several in a conversation the last counts."""
    down: int
    ratings: int
    """Verdicts on conversations in which the bot answered with it last."""
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
    """Verdicts on conversations that they held last."""
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
