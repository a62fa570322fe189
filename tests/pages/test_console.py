"""The console's page: the same at each of its addresses, under a policy that lets nothing stray in."""

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from httpx import ASGITransport, AsyncClient

from prosa.pages.static import mount_static
from prosa.refusing import answer_errors

HTML = '<!doctype html><meta name="csp-nonce" content="__NONCE__"><title>Prosa</title>'
SCRIPT = "console.log('prosa');" * 200


@pytest.fixture
def built(tmp_path: Path) -> Path:
    """What a build leaves."""
    console = tmp_path / "static" / "console"
    (console / "assets").mkdir(parents=True)
    (console / "icons").mkdir()
    (console / "index.html").write_text(HTML)
    (console / "assets" / "index-abc123.js").write_text(SCRIPT)
    (console / "icons" / "icon.svg").write_text("<svg/>")
    (console / "sw.js").write_text(SCRIPT)
    (console / "manifest.webmanifest").write_text("{}")
    (tmp_path / "static" / "secret.js").write_text("secret")
    return tmp_path / "static"


@pytest.fixture
async def http(built: Path) -> AsyncIterator[AsyncClient]:
    async with browser(built) as http:
        yield http


def browser(static: Path) -> AsyncClient:
    app = FastAPI()
    mount_static(app, static)
    answer_errors(app)
    return AsyncClient(transport=ASGITransport(app), base_url="http://shop")


@pytest.mark.parametrize("path", ["/console", "/console/", "/console/inbox", "/console/inbox/a/b"])
async def test_every_address_below_the_console_gets_its_page(http, path):
    answer = await http.get(path)
    assert answer.status_code == 200
    assert "<title>Prosa</title>" in answer.text
    assert answer.headers["cache-control"] == "no-cache"
    assert (await http.head(path)).status_code == 200


async def test_each_response_has_a_nonce_of_its_own_and_the_policy_names_it(http):
    seen: set[str] = set()
    for _ in range(3):
        answer = await http.get("/console/")
        found = re.search(r'content="([^"]+)"', answer.text)
        assert found is not None
        assert f"style-src 'self' 'nonce-{found[1]}'" in answer.headers["content-security-policy"]
        assert "unsafe" not in answer.headers["content-security-policy"]
        seen.add(found[1])
    assert len(seen) == 3
    assert "__NONCE__" not in seen


@pytest.mark.parametrize(
    ("path", "caching", "kind"),
    [
        ("/console/assets/index-abc123.js", "public, max-age=31536000, immutable", "text/javascript"),
        ("/console/icons/icon.svg", "public, max-age=86400", "image/svg+xml"),
        ("/console/sw.js", "no-cache", "text/javascript"),
        ("/console/manifest.webmanifest", "no-cache", "application/manifest+json"),
    ],
)
async def test_each_file_is_of_its_kind_and_says_how_long_it_may_be_kept(http, path, caching, kind):
    answer = await http.get(path)
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == caching
    assert answer.headers["content-type"].startswith(kind)


async def test_scripts_travel_compressed(http):
    zipped = await http.get("/console/assets/index-abc123.js", headers={"Accept-Encoding": "gzip"})
    assert zipped.headers["content-encoding"] == "gzip"


async def test_the_service_worker_may_look_after_the_console_and_nothing_else(http):
    answer = await http.get("/console/sw.js")
    assert answer.headers["service-worker-allowed"] == "/console"


@pytest.mark.parametrize(
    "path",
    [
        "/console/missing.js",
        "/console/index.html",
        "/console/assets/missing.js",
        "/console/../secret.js",
        "/console/%2e%2e/secret.js",
        "/console/..%2fsecret.js",
        "/console/icons/..%2f..%2fsecret.js",
        "/console/sw.js/../../secret.js",
    ],
)
async def test_nothing_else_is_served(http, path):
    answer = await http.get(path)
    assert answer.status_code == 404
    assert "secret" not in answer.text


async def test_before_anything_is_built_the_console_says_what_to_do(tmp_path):
    async with browser(tmp_path) as http:
        answer = await http.get("/console")
    assert answer.status_code == 503
    assert "make setup" in answer.text
