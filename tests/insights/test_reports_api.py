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
from prosa.settings import Settings
from tests.handoff.house import House, open_house
from tests.insights.happenings import Talk

TABLES = ("series", "intents", "articles", "agents")


@pytest.fixture
async def house(database: Database) -> AsyncGenerator[House]:
    async with open_house(database) as house:
        yield house


@pytest.fixture
async def client(house: House, settings: Settings) -> AsyncGenerator[AsyncClient]:
    app = build_app(settings)
    app.state.people = People(house.agents)
    reports = Reports(house.database, ZoneInfo("America/Sao_Paulo"), house.attendance)
    app.state.insights = Insights(Metrics(house.database), reports, True, "127.0.0.1")
    transport = ASGITransport(app, raise_app_exceptions=False, client=("127.0.0.1", 50000))
    async with AsyncClient(transport=transport, base_url="http://localhost/api/analytics") as client:
        yield client


async def test_the_day_is_told_beside_yesterday_and_last_week(house: House, client: AsyncClient):
    await house.customer()
    await house.waits()
    told = (await client.get("/today")).json()
    assert told["conversations"] == {"today": 2, "yesterday": 0, "last_week": 0}
    assert (told["waiting"]["today"], told["handed_over"]["today"]) == (1, 1)
    assert told["longest_wait"]["today"] >= 0
    assert told["rating"] == {"today": None, "yesterday": None, "last_week": None}
    for figure in ("agents_online", "agents_busy", "agents_away"):
        assert told[figure] == {"today": 0, "yesterday": None, "last_week": None}


async def test_a_series_of_hours_has_24_points_and_a_whole(house: House, client: AsyncClient):
    await house.customer()
    told = (
        await client.get("/series", params={"from": "2026-03-02", "to": "2026-03-02", "step": "hour"})
    ).json()
    assert len(told["points"]) == 24
    assert (told["step"], told["zone"], told["whole"]["sessions"]) == ("hour", "America/Sao_Paulo", 0)
    assert (await client.get("/series")).json()["whole"]["sessions"] == 1


async def test_tables_come_as_json_and_as_files(house: House, client: AsyncClient):
    talked = Talk(house, await house.customer())
    await talked.bot(house.clock.now, "=cmd", article="frete")
    assert (await client.get("/intents")).json()["rows"][0]["settled"] == 1
    assert (await client.get("/articles")).json()["rows"][0]["article"] == "frete"
    for name in TABLES:
        file = await client.get(f"/{name}.csv")
        assert file.status_code == 200
        assert file.headers["content-type"] == "text/csv; charset=utf-8"
        assert file.headers["content-disposition"] == f'attachment; filename="prosa-{name}.csv"'
    intents = await client.get("/intents.csv", params={"language": "en"})
    assert intents.text.splitlines()[1] == "'=cmd,1,1,0,0,0,0,"


@pytest.mark.parametrize(
    "params",
    [
        {"from": "2026-03-02", "to": "2026-03-01"},
        {"from": "0001-01-01", "to": "0001-01-01"},
        {"from": "9999-12-31", "to": "9999-12-31"},
        {"from": "tomorrow"},
    ],
)
@pytest.mark.parametrize("name", TABLES)
async def test_periods_that_make_no_sense_are_refused(client: AsyncClient, name: str, params: dict[str, str]):
    assert (await client.get(f"/{name}", params=params)).status_code == 422
    assert (await client.get(f"/{name}.csv", params=params)).status_code == 422


@pytest.mark.parametrize("name", ["today", *TABLES, *(f"{name}.csv" for name in TABLES)])
async def test_strangers_do_not_read_reports(client: AsyncClient, name: str):
    headers = {"X-Forwarded-For": "203.0.113.7"}
    assert (await client.get(f"/{name}", headers=headers)).status_code == 401
