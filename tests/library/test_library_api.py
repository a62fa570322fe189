"""The API of the library, as an author's screen would call it: over HTTP, on a node that serves."""

import asyncio
from collections.abc import AsyncGenerator
from typing import Any

import httpx
import pytest

from prosa.engines.database import Database
from prosa.handoff.agents import Agents
from tests.serving import ANSWER_SECONDS, Served, client


class Writer:
    """Somebody who writes articles."""

    def __init__(self, served: Served, http: httpx.AsyncClient) -> None:
        self.served = served
        self.http = http

    async def get(self, path: str, **query: Any) -> Any:
        answer = await self.http.get(f"/api/knowledge/{path}", params=query)
        assert answer.status_code == 200, answer.text[:500]
        return answer.json()

    async def post(self, path: str, body: Any = None, status: int = 200) -> Any:
        answer = await self.http.post(f"/api/knowledge/{path}", json=body)
        assert answer.status_code == status, answer.text
        return answer.json()


@pytest.fixture
async def writer(served: Served, database: Database) -> AsyncGenerator[Writer]:
    _, token = await Agents(database).create("Ana", "ana@loja.example")
    async with client(served) as http:
        http.headers["Authorization"] = f"Bearer {token}"
        yield Writer(served, http)


ZEPPELIN = {
    "title": "Vocês entregam de zepelim?",
    "body": "Entregamos de **zepelim** só aos domingos, das 9h às 11h. O custo é de R$ 900.",
    "questions": ["dá para receber por zepelim?"],
}


async def test_a_published_article_is_what_the_bot_answers_with(served: Served, writer: Writer):
    made = await writer.post("articles", ZEPPELIN, 201)
    assert made["status"] == "draft" and made["summary"].startswith("Entregamos de zepelim")
    published = await writer.post(f"articles/{made['id']}/publish", {})
    assert published["published_version"] == 1 and published["searched"]
    async with asyncio.timeout(ANSWER_SECONDS):
        while await served.node.articles.read(made["id"]) is None:
            await asyncio.sleep(0.05)
    async with served.chat() as chat:
        answer = await chat.say("dá para receber por zepelim?")
    assert "domingos" in str(answer)


async def test_an_edit_that_began_from_an_old_version_is_refused_in_portuguese(writer: Writer):
    id = (await writer.post("articles", ZEPPELIN, 201))["id"]
    await writer.post(f"articles/{id}/versions", {**ZEPPELIN, "summary": "A", "based_on": 1}, 201)
    refused = await writer.post(f"articles/{id}/versions", {**ZEPPELIN, "summary": "B", "based_on": 1}, 409)
    assert refused["error"]["code"] == "changed_meanwhile" and "versão 2" in refused["error"]["message"]
    found = await writer.get(f"articles/{id}/compare", before=1, after=2)
    assert [(each["field"], each["after"]) for each in found["fields"]] == [("summary", "A")]
    back = await writer.post(f"articles/{id}/rollback", {"version": 1, "based_on": 2})
    assert back["version"] == 3 and back["summary"] != "A"
    assert [each["number"] for each in (await writer.get(f"articles/{id}/versions"))["versions"]] == [3, 2, 1]
    changes = (await writer.get(f"articles/{id}/changes"))["changes"]
    assert [each["action"] for each in changes] == ["rolled_back", "saved", "created"]
    assert {each["by_name"] for each in changes} == {"Ana"}


async def test_the_list_goes_through_all_articles_once_page_by_page(served: Served, writer: Writer):
    theirs = sorted(each.id for each in served.node.pack.articles)
    await writer.post("articles", {**ZEPPELIN, "id": theirs[0]}, 201)
    await writer.post("articles", {**ZEPPELIN, "id": "zzz"}, 201)
    listed: list[dict[str, Any]] = []
    after: dict[str, str] = {}
    while True:
        page = await writer.get("articles", limit=7, **after)
        listed += page["articles"]
        if page["after"] is None:
            break
        after = {"after": page["after"]}
    assert [each["id"] for each in listed] == [*theirs, "zzz"]
    assert (listed[0]["origin"], listed[0]["overrides_pack"]) == ("desk", True)
    assert {each["origin"] for each in listed[1:-1]} == {"pack"}
    drafts = (await writer.get("articles", status="draft"))["articles"]
    assert [each["id"] for each in drafts] == [theirs[0], "zzz"]
    assert [e["id"] for e in (await writer.get("articles", title="ZEPELIM"))["articles"]] == [
        theirs[0],
        "zzz",
    ]


async def test_an_article_of_the_pack_is_read_and_not_edited(served: Served, writer: Writer):
    id = served.node.pack.articles[0].id
    assert (await writer.get(f"articles/{id}"))["origin"] == "pack"
    refused = await writer.post(f"articles/{id}/versions", {**ZEPPELIN, "based_on": 1}, 409)
    assert refused["error"]["code"] == "article_of_pack"


async def test_html_in_markdown_is_shown_and_never_run(writer: Writer):
    body = "<script>alert(1)</script>\n\n[x](javascript:alert(1)) <img src=x onerror=alert(1)>"
    html = (await writer.post("preview", {"body": body}))["html"]
    assert "<script" not in html and "<img" not in html and 'href="javascript' not in html


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": ""},
        {"title": "x" * 201},
        {"title": "x", "body": "x" * 200_001},
        {"title": "x", "body": "ok", "link": "javascript:alert(1)"},
        {"title": "x\u0000", "body": "ok"},
        {"title": "x", "body": "ok", "tags": ["t"] * 51},
        {"title": "x", "body": "ok", "id": "Não Serve"},
        {"title": "x", "body": "ok", "valid_from": "2026-02-02", "valid_until": "2026-02-01"},
        {"title": "x", "body": ""},
        {"title": "x", "body": "ok", "status": "published"},
    ],
)
async def test_what_makes_no_sense_is_refused(writer: Writer, wrong: dict[str, Any]):
    await writer.post("articles", wrong, 422)


async def test_a_long_article_is_accepted(writer: Writer):
    body = "Uma frase que diz algo. " * 8000
    made = await writer.post("articles", {"title": "Longo", "body": body}, 201)
    assert made["body"] == body


async def test_whoever_is_not_signed_in_sees_nothing(served: Served):
    async with client(served) as http:
        assert (await http.get("/api/knowledge/articles")).status_code == 401
        assert (await http.post("/api/knowledge/articles", json=ZEPPELIN)).status_code == 401
