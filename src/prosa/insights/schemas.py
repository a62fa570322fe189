"""The dashboard as JSON. Every figure says its unit."""

from datetime import datetime

from pydantic import BaseModel, ConfigDict

from prosa.insights.metrics import Dashboard


class Figures(BaseModel):
    """Frozen JSON object."""

    model_config = ConfigDict(frozen=True, from_attributes=True, use_attribute_docstrings=True)


class SessionLength(Figures):
    """Means over the sessions of the period."""

    messages: float
    minutes: float


class ResponseTimes(Figures):
    """Milliseconds from a message's acceptance to the bot's reply."""

    p50_ms: float
    p95_ms: float


class Csat(Figures):
    """Customers' verdicts on the sessions of the period."""

    ratings: int
    average: float
    """1 to 5; 0 when nobody rated."""
    share_satisfied: float
    """Of those who rated, the share, 0 to 1, that gave 4 or 5."""


class Now(Figures):
    """Conversations at this moment, whatever the period."""

    waiting: int
    with_agents: int


class DashboardView(Figures):
    """Figures of the period. A session is a conversation in which the customer wrote during it."""

    since: datetime
    total_sessions: int
    total_messages: int
    intent_distribution: dict[str, int]
    """Messages by what they were understood as."""
    sentiment_distribution: dict[str, int]
    """Messages by how they sounded: positive, neutral, negative."""
    average_session_length: SessionLength
    escalation_rate: float
    """Share of the sessions, 0 to 1, handed to a person."""
    automation_rate: float
    """Share of the sessions, 0 to 1, that got an answer or a ticket from the bot and no person."""
    response_times: ResponseTimes
    satisfaction: Csat
    now: Now

    @staticmethod
    def of(dashboard: Dashboard) -> "DashboardView":
        """The view of a dashboard."""
        return DashboardView(
            since=dashboard.since,
            total_sessions=dashboard.sessions,
            total_messages=dashboard.messages,
            intent_distribution=dashboard.intents,
            sentiment_distribution=dashboard.sentiments,
            average_session_length=SessionLength(
                messages=dashboard.session_messages, minutes=dashboard.session_minutes
            ),
            escalation_rate=dashboard.escalation_rate,
            automation_rate=dashboard.automation_rate,
            response_times=ResponseTimes(p50_ms=dashboard.response_p50, p95_ms=dashboard.response_p95),
            satisfaction=Csat.model_validate(dashboard.satisfaction),
            now=Now(waiting=dashboard.waiting, with_agents=dashboard.with_agents),
        )
