"""The sample shop's pages, also for a pack that means no good."""

from dataclasses import replace
from decimal import Decimal
from types import SimpleNamespace

import pytest
from httpx import ASGITransport, AsyncClient
from markdown_it import MarkdownIt

from prosa.app import build_app
from prosa.packs.content import Article, Product
from prosa.packs.schema import Pack
from prosa.settings import Settings

ATTACK = '"><script>alert(1)</script><img src=x onerror=alert(1)>'
BODY = f"""
{ATTACK}

[link](javascript:alert(1)) [link](JaVaScRiPt:alert(1)) [link](&#106;avascript:alert(1)) [link](vbscript:x)
[link](data:text/html;base64,PHNjcmlwdD4=) <javascript:alert(1)> ![x](javascript:alert(1))

| a | b |
|---|---|
| {ATTACK} | ok |
"""


@pytest.fixture
def evil(pack: Pack) -> Pack:
    article = Article(id="evil", title=ATTACK, summary=ATTACK, body=BODY)
    product = Product(
        id="evil",
        name=ATTACK,
        brand=ATTACK,
        category="x",
        category_name=ATTACK,
        price=Decimal("10.00"),
        old_price=Decimal("12.00"),
        availability="few",
        features=(ATTACK,),
        description=ATTACK,
        aliases=(),
        popularity=0,
        link="javascript:alert(1)",
        image=ATTACK,
    )
    company = pack.bot.company.model_copy(update={"name": ATTACK})
    bot = pack.bot.model_copy(update={"company": company})
    return replace(pack, bot=bot, articles=(article,), products=(product,))


def browser(pack: Pack) -> AsyncClient:
    """Somebody who looks at the pages of this pack."""
    app = build_app(Settings())
    web = SimpleNamespace(replies=SimpleNamespace(company=pack.bot.company.name))
    app.state.node = SimpleNamespace(pack=pack, web=web)
    return AsyncClient(transport=ASGITransport(app), base_url="http://shop", headers={"Accept": "text/html"})


@pytest.mark.parametrize("path", ["/shop/artigos/evil", "/shop/produtos/evil", "/nothing"])
async def test_whatever_a_pack_holds_is_shown_as_text(evil, path):
    async with browser(evil) as http:
        page = (await http.get(path)).text.lower()
    assert page.count("<script") == 1  # the widget's
    assert "<img src=x" not in page
    for scheme in ("javascript:", "vbscript:", "data:"):
        assert f'href="{scheme}' not in page
        assert f'src="{scheme}' not in page


def test_the_attack_would_work_on_a_page_that_trusts_its_articles():
    assert "<script>" in MarkdownIt("commonmark").render(BODY)


async def test_every_article_and_product_of_the_sample_shop_has_its_page(pack):
    async with browser(pack) as http:
        for article in pack.articles:
            answer = await http.get(f"/shop/artigos/{article.id}")
            assert answer.status_code == 200
        for product in pack.products:
            answer = await http.get(f"/shop/produtos/{product.id}")
            assert answer.status_code == 200
            assert product.brand in answer.text.replace("&amp;", "&").replace("&#39;", "'")


async def test_pages_can_be_asked_for_by_their_head(pack):
    async with browser(pack) as http:
        for path in (f"/shop/artigos/{pack.articles[0].id}", "/shop/page.css", "/shop/images/logo.svg"):
            assert (await http.head(path)).status_code == 200


@pytest.mark.parametrize(
    "name",
    [
        "../bot.yml",
        "..%2Fbot.yml",
        "..%2f..%2f..%2fetc%2fpasswd",
        "%2e%2e/bot.yml",
        "....//bot.yml",
        "logo.svg%00.png",
    ],
)
async def test_a_picture_is_one_of_the_pictures_and_nothing_else(pack, name):
    async with browser(pack) as http:
        answer = await http.get(f"/shop/images/{name}", headers={"Accept": "*/*"})
    assert answer.status_code == 404
    assert "company" not in answer.text


async def test_a_drawing_opened_by_itself_can_do_nothing(pack):
    async with browser(pack) as http:
        answer = await http.get("/shop/images/logo.svg")
    assert answer.headers["content-type"] == "image/svg+xml"
    assert "sandbox" in answer.headers["content-security-policy"]
    assert "script-src" not in answer.headers["content-security-policy"]
    assert answer.headers["x-content-type-options"] == "nosniff"
