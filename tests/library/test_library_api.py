"""The API of the library, as an author's screen would call it: over HTTP, on a node that serves."""

import asyncio
from collections.abc import AsyncGenerator
from typing import Any
from uuid import uuid4

import httpx
import pytest

from prosa.engines.database import Database
from prosa.people.agents import Agents
from prosa.people.roles import Role
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
    _, token = await Agents(database).create("Ana", "ana@loja.example", role=Role.SUPERVISOR)
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
    tag = served.node.pack.articles[1].tags[0]
    for query in ({"tag": tag}, {"audience": "all"}, {"language": "PT-br"}, {"origin": "pack"}):
        assert (await writer.get("articles", **query))["articles"]
    assert not (await writer.get("articles", tag="não há"))["articles"]
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


async def ended(writer: Writer, started: dict[str, Any]) -> dict[str, Any]:
    """An import, once it has ended."""
    async with asyncio.timeout(60):
        while (run := await writer.get(f"imports/{started['id']}"))["state"] == "running":
            await asyncio.sleep(0.05)
    return run


async def sent(writer: Writer, name: str, data: bytes, **query: Any) -> dict[str, Any]:
    answer = await writer.http.post("/api/knowledge/uploads", params={"name": name, **query}, content=data)
    assert answer.status_code == 202, answer.text[:500]
    return await ended(writer, answer.json())


async def test_a_file_is_imported_dry_first_and_then_for_good(writer: Writer):
    table = "pergunta;resposta\nAceitam zepelim?;Só aos domingos.\nsem resposta;\n".encode("latin-1")
    dry = await sent(writer, "faq.csv", table, dry_run=True)
    assert (dry["state"], dry["report"]["counts"]["new"], dry["report"]["new"][0]["article"]) == (
        "done",
        1,
        None,
    )
    run = await sent(writer, "faq.csv", table, publish=True)
    assert run["report"]["broken"][0]["reason"] == "Falta a resposta."
    made = await writer.get(f"articles/{run['report']['new'][0]['article']}")
    assert (made["status"], made["source"]) == ("published", "questions:faq.csv")
    again = await sent(writer, "faq.csv", table, publish=True)
    assert again["report"]["counts"] == {
        "new": 0, "changed": 0, "unchanged": 1, "missing": 0, "removed": 0, "broken": 1
    }  # fmt: skip
    listed = (await writer.get("imports"))["imports"]
    assert [each["id"] for each in listed] == [again["id"], run["id"], dry["id"]]
    found = (await writer.get("articles", source="questions:faq.csv"))["articles"]
    assert [each["id"] for each in found] == [made["id"]]


async def test_products_are_imported_over_the_api(served: Served, writer: Writer):
    feed = b"id,name,price,link\nzepelim,Zepelim de brinquedo,99.90,/p/z\n"
    run = await sent(writer, "loja.csv", feed, kind="products")
    assert run["report"]["counts"]["new"] == 1
    async with asyncio.timeout(ANSWER_SECONDS):
        while not await served.node.products.get(["zepelim"]):
            await asyncio.sleep(0.05)


async def test_an_import_of_a_private_address_fails_with_words(writer: Writer):
    started = await writer.post("imports", {"address": "http://127.0.0.1/"}, 202)
    run = await ended(writer, started)
    assert run["state"] == "failed" and "rede interna" in run["problem"]


async def test_uploads_are_refused_that_are_unknown_too_large_or_nobody_s(
    served: Served, writer: Writer, monkeypatch: pytest.MonkeyPatch
):
    path = "/api/knowledge/uploads"
    refused = await writer.http.post(path, params={"name": "x.exe"}, content=b"MZ")
    assert refused.status_code == 422 and refused.json()["error"]["code"] == "source_unusable"
    monkeypatch.setattr("prosa.library.import_routes.MAX_UPLOAD_BYTES", 1000)
    for body in (b"x" * 1001, pieces()):
        refused = await writer.http.post(path, params={"name": "x.csv"}, content=body)
        assert refused.status_code == 413
    async with client(served) as http:
        assert (await http.post(path, params={"name": "a.csv"}, content=b"x")).status_code == 401
    missing = await writer.http.get(f"/api/knowledge/imports/{uuid4()}")
    assert missing.status_code == 404


async def pieces() -> AsyncGenerator[bytes]:
    """A body whose length nobody announces."""
    for _ in range(20):
        yield b"x" * 100
