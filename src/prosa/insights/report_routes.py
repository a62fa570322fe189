"""The reports over HTTP, under /api/analytics."""

from collections.abc import Iterable
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Query
from fastapi.responses import Response

from prosa.insights.access import Services
from prosa.insights.periods import Step
from prosa.insights.report_schemas import (
    AgentFigures,
    AgentTable,
    ArticleFigures,
    ArticleTable,
    IntentFigures,
    IntentTable,
    PointView,
    SeriesView,
    TodayView,
    agents_of,
    articles_of,
    intents_of,
)
from prosa.insights.schemas import Figures
from prosa.insights.spreadsheet import Language, as_csv

router = APIRouter()

First = Annotated[date | None, Query(alias="from", description="Default: six days before the last.")]
Last = Annotated[date | None, Query(alias="to", description="Default: today, by the company's clock.")]

_CSV: dict[int | str, dict[str, Any]] = {200: {"content": {"text/csv": {"schema": {"type": "string"}}}}}


@router.get("/today")
async def today(insights: Services) -> TodayView:
    """The day so far, beside the same hours of yesterday and of a week ago."""
    return TodayView.of(await insights.reports.today())


@router.get("/series")
async def series(
    insights: Services, first: First = None, last: Last = None, step: Step = Step.DAY
) -> SeriesView:
    """The days from the first to the last, step by step. At most 366 of them, or 31 hour by hour."""
    return SeriesView.of(await insights.reports.series(insights.reports.days(first, last), step))


@router.get("/intents")
async def by_intent(insights: Services, first: First = None, last: Last = None) -> IntentTable:
    """What customers asked, and what came of it; the most frequent first."""
    days = insights.reports.days(first, last)
    return intents_of(days, await insights.reports.by_intent(days))


@router.get("/articles")
async def by_article(insights: Services, first: First = None, last: Last = None) -> ArticleTable:
    """What the bot answered with, and what came of it; the most shown first."""
    days = insights.reports.days(first, last)
    return articles_of(days, await insights.reports.by_article(days))


@router.get("/agents")
async def by_agent(insights: Services, first: First = None, last: Last = None) -> AgentTable:
    """What each person did, for supervisors."""
    days = insights.reports.days(first, last)
    return agents_of(days, await insights.reports.by_agent(days))


@router.get("/series.csv", response_class=Response, responses=_CSV)
async def series_csv(
    insights: Services,
    first: First = None,
    last: Last = None,
    step: Step = Step.DAY,
    language: Language = "pt-BR",
) -> Response:
    """The same as a file for spreadsheets."""
    view = await series(insights, first, last, step)
    return _file("series", PointView, view.points, language, insights)


@router.get("/intents.csv", response_class=Response, responses=_CSV)
async def intents_csv(
    insights: Services, first: First = None, last: Last = None, language: Language = "pt-BR"
) -> Response:
    """The same as a file for spreadsheets."""
    table = await by_intent(insights, first, last)
    return _file("intents", IntentFigures, table.rows, language, insights)


@router.get("/articles.csv", response_class=Response, responses=_CSV)
async def articles_csv(
    insights: Services, first: First = None, last: Last = None, language: Language = "pt-BR"
) -> Response:
    """The same as a file for spreadsheets."""
    table = await by_article(insights, first, last)
    return _file("articles", ArticleFigures, table.rows, language, insights)


@router.get("/agents.csv", response_class=Response, responses=_CSV)
async def agents_csv(
    insights: Services,
    first: First = None,
    last: Last = None,
    language: Language = "pt-BR",
) -> Response:
    """The same as a file for spreadsheets, for supervisors."""
    table = await by_agent(insights, first, last)
    return _file("agents", AgentFigures, table.rows, language, insights)


def _file(
    name: str, kind: type[Figures], rows: Iterable[Figures], language: Language, insights: Services
) -> Response:
    return Response(
        as_csv(kind, rows, language, insights.reports.zone),
        media_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="prosa-{name}.csv"'},
    )
