"""Importing a Help Center: exported, and live from a server that speaks as Zendesk's API does."""

import json
from typing import Any

import pytest

from prosa.library.imports.fetching import Web
from prosa.library.imports.items import Broken, Found, SourceUnusable
from prosa.library.imports.zendesk import Zendesk
from tests.library.neighbours import neighbour

SECTIONS = {"sections": [{"id": 7, "name": "Entregas", "category_id": 3}]}
CATEGORIES = {"categories": [{"id": 3, "name": "Pedidos"}]}


def article(id: int, title: str, body: str = "<p>O prazo é de <b>5 dias</b>.</p>", **others: Any):
    plain = {"id": id, "title": title, "body": body, "locale": "pt-br", "section_id": 7, "draft": False}
    address = f"https://loja.zendesk.com/hc/pt-br/articles/{id}"
    return {**plain, "html_url": address, "label_names": ["prazo"], "user_segment_id": None, **others}


async def read(source: Zendesk) -> tuple[dict[str, Found], dict[str, Broken]]:
    items = [each async for each in source.items(lambda step, done, total: None)]
    return (
        {each.item: each for each in items if isinstance(each, Found)},
        {each.item: each for each in items if isinstance(each, Broken)},
    )


async def test_an_export_is_read_with_its_sections_and_without_drafts():
    listed = [
        article(1, "Qual é o prazo?"),
        article(2, "Rascunho", draft=True),
        article(3, "Só para a equipe", user_segment_id=99),
        article(4, "Vazio", body="<p> </p>"),
        article(5, "Deadline", locale="en-us"),
    ]
    files = [json.dumps(each).encode() for each in (SECTIONS, CATEGORIES, {"articles": listed})]
    found, broken = await read(Zendesk.exported("ajuda.json", files))
    assert found.keys() == {"1", "3", "5"} and broken.keys() == {"4"}
    first = found["1"].content
    assert (first.title, first.body) == ("Qual é o prazo?", "O prazo é de **5 dias**.")
    assert first.tags == ("prazo", "Entregas", "Pedidos") and first.language == "pt-BR"
    assert first.link == "https://loja.zendesk.com/hc/pt-br/articles/1"
    assert found["3"].content.audience == "agents" and found["5"].content.language == "en-US"


@pytest.mark.parametrize("cursors", [False, True])
async def test_a_live_help_center_is_read_page_by_page(cursors: bool):
    with neighbour() as server:
        root = "/api/v2/help_center/pt-br"

        def page(what: str, content: dict[str, Any], path: str, following: str | None):
            more = f"{server.url}{following}" if following else None
            paging = (
                {"links": {"next": more}, "meta": {"has_more": bool(more)}}
                if cursors
                else {"next_page": more}
            )
            server.page(f"{root}/{what}.json{path}", json.dumps({**content, **paging}), "application/json")

        page("categories", CATEGORIES, "?per_page=100", None)
        page("sections", SECTIONS, "?per_page=100", None)
        second = f"{root}/articles.json?page=2"
        page("articles", {"articles": [article(1, "Um")]}, "?per_page=100", second)
        page("articles", {"articles": [article(2, "Dois")]}, "?page=2", None)
        async with Web(per_second=1000, allow_private=True) as web:
            found, _ = await read(Zendesk.live(f"{server.url}/hc/pt-br", web))
    assert [each.content.title for each in found.values()] == ["Um", "Dois"]


async def test_a_help_center_that_leads_elsewhere_or_fails_is_refused_whole():
    with neighbour() as server:
        async with Web(per_second=1000, allow_private=True) as web:
            with pytest.raises(SourceUnusable, match="404"):
                await read(Zendesk.live(server.url, web))
            away = {"categories": [], "next_page": "http://169.254.169.254/x"}
            path = "/api/v2/help_center/pt-br/categories.json?per_page=100"
            server.page(path, json.dumps(away), "application/json")
            with pytest.raises(SourceUnusable, match="outro endereço"):
                await read(Zendesk.live(server.url, web))


@pytest.mark.parametrize("data", [b"", b"{", b"3", b"{}", b'{"articles": "x"}', b'{"articles": [1, {}]}'])
async def test_what_is_no_export_is_refused(data: bytes):
    with pytest.raises(SourceUnusable):
        await read(Zendesk.exported("x.json", [data]))
