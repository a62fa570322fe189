"""Figures and reports over HTTP, under /api/analytics."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query

from prosa.conversations.documented import errors
from prosa.insights.access import Services, may_read
from prosa.insights.report_routes import router as reports
from prosa.insights.schemas import DashboardView

router = APIRouter(
    prefix="/api/analytics",
    tags=["analytics"],
    dependencies=[Depends(may_read)],
    responses=errors(401, 403, 422, 503),
)


@router.get("/dashboard")
async def dashboard(insights: Services, days: Annotated[int, Query(ge=1, le=366)] = 30) -> DashboardView:
    """The figures of the last days, from the log."""
    return DashboardView.of(await insights.metrics.dashboard(days))


router.include_router(reports)
