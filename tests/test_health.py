"""What a node says of itself."""

import re
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import httpx
import psycopg
import pytest
from prometheus_client.parser import text_string_to_metric_families
from psycopg import sql

from prosa.engines.embedded import EmbeddedEngines
from tests.served import Shop
from tests.serving import Served, client

OPERATIONS = Path(__file__).parents[1] / "docs" / "operations.md"
DOCUMENTED = re.compile(r"^\| `(prosa_\w+)`", re.M)


def families(text: str) -> set[str]:
    """Our metrics in what a node serves, with the suffix that counters have in Prometheus."""
    return {
        f"{family.name}_total" if family.type == "counter" else family.name
        for family in text_string_to_metric_families(text)
        if family.name.startswith("prosa_")
    }


async def test_a_node_that_can_take_messages_is_ready(served: Served):
    async with client(served) as http:
        assert (await http.get("/healthz")).json() == {"status": "ok"}
        ready = await http.get("/readyz")
    assert ready.status_code == 200
    assert ready.json() == {"ready": True, "database": "ok", "valkey": "ok", "pack": "Casa Jabuti"}


async def test_a_node_without_its_database_lives_but_is_not_ready_until_it_is_back(
    served: Served, engines: EmbeddedEngines, worker: int
):
    async with client(served) as http:
        with closed_to_all(engines, f"prosa_{worker}"):
            assert (await http.get("/healthz")).status_code == 200
            ready = await http.get("/readyz")
            assert ready.status_code == 503
            assert ready.json()["database"] == "away"
            said = await http.post("/api/chat", json={"message": "oi"})
            assert said.status_code == 503
            assert said.json()["error"]["code"] == "unavailable"
            assert int(said.headers["retry-after"]) > 0
        assert (await http.get("/readyz")).json()["database"] == "ok"
        assert (await http.post("/api/chat", json={"message": "oi"})).status_code == 200


@contextmanager
def closed_to_all(engines: EmbeddedEngines, name: str) -> Generator[None]:
    """PostgreSQL lets nobody into this database, and throws out who is there."""
    assert engines.urls.database is not None
    allow = sql.SQL("ALTER DATABASE {} WITH ALLOW_CONNECTIONS {}")
    database = sql.Identifier(name)
    with psycopg.connect(engines.urls.database, autocommit=True) as connection:
        connection.execute(allow.format(database, sql.SQL("false")))
        try:
            connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", (name,)
            )
            yield
        finally:
            connection.execute(allow.format(database, sql.SQL("true")))


async def test_metrics_count_sockets_events_and_turns(shop: Shop):
    async with shop.served.chat() as chat, httpx.AsyncClient(base_url=shop.url) as http:
        before = value(await metrics(http), "prosa_turns_total", outcome="answered")
        await chat.say("oi")
        text = await metrics(http)
        assert value(text, "prosa_sockets") >= 1
        assert value(text, "prosa_turns_total", outcome="answered") == before + 1
        assert value(text, "prosa_events_total", kind="message", source="customer") >= 1
        assert value(text, "prosa_stage_seconds_count", stage="understand") >= 1
        assert value(text, "prosa_http_requests_total", method="GET", status="200") >= 1


async def test_every_metric_is_in_the_documentation_and_the_documentation_has_no_other(shop: Shop):
    async with httpx.AsyncClient(base_url=shop.url) as http:
        served = families(await metrics(http))
    assert set(DOCUMENTED.findall(OPERATIONS.read_text("utf-8"))) == served


@pytest.mark.parametrize(
    "headers",
    [{"X-Forwarded-For": "203.0.113.9"}, {"Host": "rebound.example"}, {"Origin": "https://loja.example"}],
    ids=["proxied", "rebound", "from a page"],
)
async def test_metrics_are_for_this_machine_only(shop: Shop, headers):
    async with httpx.AsyncClient(base_url=shop.url) as http:
        assert (await http.get("/metrics", headers=headers)).status_code == 403


async def metrics(http: httpx.AsyncClient) -> str:
    answer = await http.get("/metrics")
    assert answer.status_code == 200
    return answer.text


def value(text: str, name: str, **labels: str) -> float:
    """The metric with these labels; 0 before it was first counted."""
    for family in text_string_to_metric_families(text):
        for sample in family.samples:
            if sample.name == name and labels.items() <= sample.labels.items():
                return sample.value
    return 0
