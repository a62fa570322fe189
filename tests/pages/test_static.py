"""The built web apps: found, kept by browsers for as long as they may, and nothing beside them."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from httpx import ASGITransport, AsyncClient

from prosa.pages.static import mount_static

SCRIPT = "console.log('prosa');" * 200


@pytest.fixture
def built(tmp_path: Path) -> Path:
    """What a build leaves."""
    static = tmp_path / "static"
    (static / "widget").mkdir(parents=True)
    (static / "demo" / "assets").mkdir(parents=True)
    (static / "widget" / "prosa-widget.js").write_text(SCRIPT)
    (static / "demo" / "assets" / "index-abc123.js").write_text(SCRIPT)
    (static / "demo" / "index.html").write_text("<!doctype html><title>Loja</title>")
    (tmp_path / "secret").write_text("secret")
    return static


@pytest.fixture
async def http(built: Path) -> AsyncIterator[AsyncClient]:
    async with browser(built) as http:
        yield http


def browser(static: Path) -> AsyncClient:
    app = FastAPI()
    mount_static(app, static)
    return AsyncClient(transport=ASGITransport(app), base_url="http://shop")


async def test_browsers_that_ask_for_an_icon_by_themselves_get_one(http: AsyncClient):
    answer = await http.get("/favicon.ico")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "image/x-icon")
    assert answer.content.startswith(b"\0\0\1\0"), "an icon file"
    assert (await http.head("/favicon.ico")).status_code == 200


@pytest.mark.parametrize(
    ("path", "caching"),
    [
        ("/", "no-cache"),
        ("/widget/prosa-widget.js", "public, max-age=300"),
        ("/assets/index-abc123.js", "public, max-age=31536000, immutable"),
    ],
)
async def test_each_file_says_how_long_it_may_be_kept(http, path, caching):
    answer = await http.get(path)
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == caching
    again = await http.get(path, headers={"If-None-Match": answer.headers["etag"]})
    assert again.status_code == 304
    assert again.headers["cache-control"] == caching
    assert (await http.head(path)).status_code == 200


async def test_scripts_are_sent_compressed_to_those_who_can_read_it(http):
    plain = await http.get("/widget/prosa-widget.js", headers={"Accept-Encoding": "identity"})
    zipped = await http.get("/widget/prosa-widget.js", headers={"Accept-Encoding": "gzip"})
    assert "content-encoding" not in plain.headers
    assert zipped.headers["content-encoding"] == "gzip"
    assert zipped.headers["vary"] == "Accept-Encoding"
    assert plain.text == zipped.text == SCRIPT


@pytest.mark.parametrize(
    "path",
    ["/widget/../secret", "/widget/%2e%2e/%2e%2e/secret", "/assets/..%2f..%2f..%2fsecret", "/widget/", "/x"],
)
async def test_nothing_beside_them_is_served(http, path):
    answer = await http.get(path)
    assert answer.status_code == 404
    assert "secret" not in answer.text


async def test_before_anything_is_built_the_front_page_says_what_to_do(tmp_path):
    async with browser(tmp_path) as http:
        answer = await http.get("/")
    assert answer.status_code == 503
    assert "make setup" in answer.text
