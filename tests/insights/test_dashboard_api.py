from collections.abc import AsyncGenerator
from zoneinfo import ZoneInfo

import pytest
from httpx import ASGITransport, AsyncClient

from prosa.app import build_app
from prosa.engines.database import Database
from prosa.insights.access import Insights
from prosa.insights.metrics import Metrics
from prosa.insights.reports import Reports
from prosa.people.access import People
from prosa.people.roles import Role
from prosa.settings import Settings
from tests.handoff.house import House, open_house

DASHBOARD = "http://localhost/api/analytics/dashboard"


@pytest.fixture
async def house(database: Database) -> AsyncGenerator[House]:
    async with open_house(database) as house:
        yield house


def caller(
    house: House,
    settings: Settings,
    peer: str = "127.0.0.1",
    listening_on: str = "127.0.0.1",
    trust: bool = True,
) -> AsyncClient:
    app = build_app(settings)
    app.state.people = People(house.agents)
    app.state.insights = Insights(
        Metrics(house.database),
        Reports(house.database, ZoneInfo("America/Sao_Paulo"), house.attendance),
        trust,
        listening_on,
    )
    return AsyncClient(transport=ASGITransport(app, raise_app_exceptions=False, client=(peer, 50000)))


async def test_the_dashboard_of_a_house_without_customers_is_all_zeros(house: House, settings: Settings):
    response = await caller(house, settings).get(DASHBOARD)
    figures = response.json()
    assert response.status_code == 200
    assert figures.pop("since")
    assert figures == {
        "total_sessions": 0,
        "total_messages": 0,
        "intent_distribution": {},
        "sentiment_distribution": {},
        "average_session_length": {"messages": 0, "minutes": 0},
        "escalation_rate": 0,
        "automation_rate": 0,
        "response_times": {"p50_ms": 0, "p95_ms": 0},
        "satisfaction": {"ratings": 0, "average": 0, "share_satisfied": 0},
        "now": {"waiting": 0, "with_agents": 0},
    }


async def test_the_dashboard_shows_what_happened(house: House, settings: Settings):
    await house.customer()
    await house.waits()
    figures = (await caller(house, settings).get(DASHBOARD, params={"days": 1})).json()
    assert (figures["total_sessions"], figures["total_messages"]) == (2, 2)
    assert figures["escalation_rate"] == 0.5
    assert figures["now"] == {"waiting": 1, "with_agents": 0}


@pytest.mark.parametrize(
    "peer, listening_on, trust, headers",
    [
        ("203.0.113.7", "127.0.0.1", True, {}),
        ("127.0.0.1", "0.0.0.0", True, {}),
        ("127.0.0.1", "127.0.0.1", False, {}),
        ("127.0.0.1", "127.0.0.1", True, {"X-Forwarded-For": "203.0.113.7"}),
        ("127.0.0.1", "127.0.0.1", True, {"Host": "evil.example"}),
        ("127.0.0.1", "127.0.0.1", True, {"Authorization": "Bearer prosa_agent_guessed"}),
    ],
)
async def test_strangers_do_not_read_reports(
    house: House, settings: Settings, peer: str, listening_on: str, trust: bool, headers: dict[str, str]
):
    response = await caller(house, settings, peer, listening_on, trust).get(DASHBOARD, headers=headers)
    assert response.status_code == 401
    assert response.json()["error"]["code"] == "unauthorized"


@pytest.mark.parametrize("role, status", [(Role.ADMIN, 200), (Role.SUPERVISOR, 200), (Role.AGENT, 403)])
async def test_supervisors_read_reports_from_anywhere(
    house: House, settings: Settings, role: Role, status: int
):
    _, token = await house.hire("Ana", role=role)
    stranger = caller(house, settings, peer="203.0.113.7", listening_on="0.0.0.0")
    response = await stranger.get(DASHBOARD, headers={"Authorization": f"Bearer {token}"})
    assert response.status_code == status


@pytest.mark.parametrize("days", ["0", "367", "-1", "many"])
async def test_a_period_that_makes_no_sense_is_refused(house: House, settings: Settings, days: str):
    assert (await caller(house, settings).get(DASHBOARD, params={"days": days})).status_code == 422
