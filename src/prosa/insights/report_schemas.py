"""Reports as JSON. Every figure says its unit; null is "nothing to tell it from"."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from uuid import UUID

from prosa.insights.figures import Figures as Happened
from prosa.insights.periods import Days, Step
from prosa.insights.reports import Point, Series
from prosa.insights.schemas import Figures
from prosa.insights.tables import AgentRow, ArticleRow, IntentRow
from prosa.insights.today import Day


class ComparedView(Figures):
    """A figure, and what it was at the same hour."""

    today: float | None
    yesterday: float | None
    last_week: float | None


class TodayView(Figures):
    """The day so far, by the company's clock, beside the same hours of yesterday and a week ago."""

    at: datetime
    since: datetime
    waiting: ComparedView
    """Conversations in the queue at this moment."""
    longest_wait: ComparedView
    """Seconds that the one who has waited longest has waited."""
    with_people: ComparedView
    """Conversations that a person has at this moment, also while the bot runs a form for that person."""
    agents_online: ComparedView
    """Agents who get conversations. Nobody notes it, so only of now."""
    agents_busy: ComparedView
    """Agents who keep what they have, and get nothing new; only of now."""
    agents_away: ComparedView
    """Agents who said so, or did nothing for a while; only of now."""
    conversations: ComparedView
    """In which the customer wrote."""
    automated: ComparedView
    """Of these, answered by the bot alone."""
    automation_rate: ComparedView
    """The same as a share, 0 to 1."""
    handed_over: ComparedView
    """In which a person was called."""
    ratings: ComparedView
    """Verdicts of customers."""
    rating: ComparedView
    """Their mean, 1 to 5."""
    satisfied: ComparedView
    """Share, 0 to 1, of ratings that are 4 or 5."""
    first_response_p50: ComparedView
    """Seconds from the call for a person to that person's first message: half were faster."""
    first_response_p90: ComparedView
    """Nine in ten were faster."""
    bot_response_p50: ComparedView
    """Milliseconds to the bot's reply: half were faster."""

    @staticmethod
    def of(days: tuple[Day, Day, Day]) -> "TodayView":
        """The view of today, yesterday and the same day of last week."""

        def compared(figure: Callable[[Day], float | None]) -> ComparedView:
            today, yesterday, last_week = map(figure, days)
            return ComparedView(today=today, yesterday=yesterday, last_week=last_week)

        return TodayView(
            at=days[0].period.until,
            since=days[0].period.since,
            waiting=compared(lambda day: day.standing.waiting),
            longest_wait=compared(lambda day: day.standing.longest_wait),
            with_people=compared(lambda day: day.standing.with_people),
            agents_online=compared(lambda day: day.standing.crew and day.standing.crew.online),
            agents_busy=compared(lambda day: day.standing.crew and day.standing.crew.busy),
            agents_away=compared(lambda day: day.standing.crew and day.standing.crew.away),
            conversations=compared(lambda day: day.figures.sessions),
            automated=compared(lambda day: day.figures.automated),
            automation_rate=compared(lambda day: day.figures.automation_rate),
            handed_over=compared(lambda day: day.figures.handed_over),
            ratings=compared(lambda day: day.figures.ratings),
            rating=compared(lambda day: day.figures.rating),
            satisfied=compared(lambda day: day.figures.satisfied),
            first_response_p50=compared(lambda day: day.figures.met_p50),
            first_response_p90=compared(lambda day: day.figures.met_p90),
            bot_response_p50=compared(lambda day: day.figures.bot_p50),
        )


class PointView(Figures):
    """What happened in a stretch of time."""

    since: datetime
    until: datetime
    sessions: int
    """Conversations in which the customer wrote."""
    automated: int
    """Of these, answered by the bot alone."""
    automation_rate: float | None
    """The same as a share, 0 to 1."""
    handed_over: int
    """In which a person was called."""
    ratings: int
    rating: float | None
    """1 to 5, the mean."""
    satisfied: float | None
    """Share, 0 to 1, of ratings that are 4 or 5."""
    first_response_p50: float | None
    """Seconds until a person's first message."""
    first_response_p90: float | None
    bot_response_p50: float | None
    """Milliseconds until the bot's reply."""
    bot_response_p95: float | None
    waiting_max: int
    """How many waited in the queue at once, at most."""

    @staticmethod
    def of(point: Point) -> "PointView":
        """The view of a step."""
        figures: Happened = point.figures
        return PointView(
            since=point.period.since,
            until=point.period.until,
            sessions=figures.sessions,
            automated=figures.automated,
            automation_rate=figures.automation_rate,
            handed_over=figures.handed_over,
            ratings=figures.ratings,
            rating=figures.rating,
            satisfied=figures.satisfied,
            first_response_p50=figures.met_p50,
            first_response_p90=figures.met_p90,
            bot_response_p50=figures.bot_p50,
            bot_response_p95=figures.bot_p95,
            waiting_max=point.waiting_max,
        )


class SeriesView(Figures):
    """A period step by step."""

    step: Step
    zone: str
    """Of the company's clock, by which days begin."""
    points: tuple[PointView, ...]
    whole: PointView
    """All of it. Sessions that reach over several steps are one here."""
    before: PointView
    """The period before it, as long."""

    @staticmethod
    def of(series: Series) -> "SeriesView":
        """The view of a series."""
        return SeriesView(
            step=series.step,
            zone=series.zone,
            points=tuple(map(PointView.of, series.points)),
            whole=PointView.of(series.whole),
            before=PointView.of(series.before),
        )


class IntentFigures(Figures):
    """What customers asked, by what it was understood as."""

    intent: str
    asked: int
    """Messages that the bot dealt with."""
    settled: int
    """Answered, or made a ticket, and no person was called within an hour."""
    handed_over: int
    """A person was called within an hour."""
    up: int
    """Thumbs up on the answers. Of several in a conversation the last counts."""
    down: int
    ratings: int
    """Verdicts on conversations that were mainly about it."""
    rating: float | None
    """Their mean, 1 to 5."""


class ArticleFigures(Figures):
    """An article that the bot answered with."""

    article: str
    title: str | None
    """Null when it is not in the knowledge base any more."""
    shown: int
    settled: int
    """No person was called within an hour."""
    handed_over: int
    """A person was called within an hour."""
    up: int
    """Thumbs up on the answers. Of several in a conversation the last counts."""
    down: int
    ratings: int
    """Verdicts on conversations in which the bot answered with it last."""
    rating: float | None


class AgentFigures(Figures):
    """What a person took in the period."""

    agent: UUID
    name: str | None
    conversations: int
    resolved: int
    first_response: float | None
    """Seconds from taking a conversation to the first message: half were faster."""
    resolution: float | None
    """Seconds from taking a conversation to resolving it: half were faster."""
    ratings: int
    """Verdicts on conversations that they held last."""
    rating: float | None
    """Their mean, 1 to 5."""


class Table(Figures):
    """Rows about a period; the first are those with most."""

    first: date
    last: date


class IntentTable(Table):
    """By intent."""

    rows: tuple[IntentFigures, ...]


class ArticleTable(Table):
    """By article."""

    rows: tuple[ArticleFigures, ...]


class AgentTable(Table):
    """By agent."""

    rows: tuple[AgentFigures, ...]


def intents_of(days: Days, rows: Sequence[IntentRow]) -> IntentTable:
    """The table as JSON."""
    shown = tuple(map(IntentFigures.model_validate, rows))
    return IntentTable(first=days.first, last=days.last, rows=shown)


def articles_of(days: Days, rows: Sequence[ArticleRow]) -> ArticleTable:
    """The table as JSON."""
    shown = tuple(map(ArticleFigures.model_validate, rows))
    return ArticleTable(first=days.first, last=days.last, rows=shown)


def agents_of(days: Days, rows: Sequence[AgentRow]) -> AgentTable:
    """The table as JSON."""
    shown = tuple(map(AgentFigures.model_validate, rows))
    return AgentTable(first=days.first, last=days.last, rows=shown)
