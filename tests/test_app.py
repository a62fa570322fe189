"""What goes around every route: errors, headers, other sites, and requests that are no good."""

import asyncio
import json
from collections.abc import AsyncIterator
from urllib.parse import urlsplit

import httpx
import pytest
from httpx import ASGITransport
from structlog.testing import capture_logs

from prosa.app import build_app
from prosa.listening import MAX_HEAD_BYTES
from prosa.security.headers import HEADERS
from prosa.settings import Settings
from tests.served import Shop

SITE = "https://loja.example"
BROWSER = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}


@pytest.fixture
async def http(shop: Shop) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(base_url=shop.url, timeout=30) as http:
        yield http


def without_node(settings: Settings) -> httpx.AsyncClient:
    """The app before it has been given a node, so that every route that needs one breaks."""
    return httpx.AsyncClient(transport=ASGITransport(build_app(settings)), base_url="http://localhost")


async def exchange(shop: Shop, *parts: bytes) -> bytes:
    """What a raw connection answers to these bytes, until it is closed or nothing more is to come."""
    address = urlsplit(shop.url)
    reader, writer = await asyncio.open_connection(address.hostname, address.port)
    answer = b""
    try:
        for part in parts:
            writer.write(part)
            await writer.drain()
        async with asyncio.timeout(10):
            while b"\r\n\r\n" not in answer and (read := await reader.read(65536)):
                answer += read
    except ConnectionError:
        pass
    finally:
        writer.close()
    return answer


# Errors


async def test_what_is_not_there_is_told_to_programs_as_json(http):
    for path in ("/api/nothing", "/api/agent/nothing", "/nothing", "/widget/nothing.js"):
        answer = await http.get(path)
        assert answer.status_code == 404
        assert answer.json()["error"]["code"] == "not_found"


async def test_what_is_not_there_is_told_to_people_on_a_page_of_the_shop(http):
    for path in ("/nothing", "/shop/artigos/nothing", "/shop/produtos/<b>nothing"):
        answer = await http.get(path, headers=BROWSER)
        assert answer.status_code == 404
        assert answer.headers["content-type"].startswith("text/html")
        assert "Casa Jabuti" in answer.text
        assert "<b>" not in answer.text


async def test_the_api_answers_in_json_even_to_a_browser(http):
    assert (await http.get("/api/nothing", headers=BROWSER)).json()["error"]["code"] == "not_found"


async def test_a_wrong_method_is_told_with_the_right_ones(http):
    answer = await http.put("/api/agent/tickets/1001")
    assert answer.status_code == 405
    assert answer.headers["allow"] == "GET, PATCH"
    assert answer.json()["error"]["code"] == "method_not_allowed"
    assert (await http.post("/healthz")).status_code == 405


async def test_an_address_with_a_slash_too_many_redirects_nowhere(http):
    answer = await http.get("/healthz/", headers={"Host": "evil.example"})
    assert answer.status_code == 404
    assert "location" not in answer.headers


async def test_what_breaks_is_told_in_json_with_the_usual_headers_and_nothing_of_the_cause(settings):
    configured = settings.model_copy(update={"allowed_origins": SITE})
    async with without_node(configured) as http:
        answer = await http.get("/readyz", headers={"Origin": SITE})
    assert answer.status_code == 500
    assert answer.json()["error"]["code"] == "error"
    assert "node" not in answer.text
    assert answer.headers["access-control-allow-origin"] == SITE
    assert HEADERS.items() <= {name.title(): value for name, value in answer.headers.items()}.items()


async def test_what_breaks_is_logged_once(settings):
    with capture_logs() as lines:
        async with without_node(settings) as http:
            await http.get("/readyz")
    assert [(line["event"], line["route"]) for line in lines] == [("request failed", "/readyz")]


# Headers


@pytest.mark.parametrize("path", ["/", "/api/nothing", "/healthz", "/shop/page.css", "/api/chat"])
async def test_every_answer_has_the_headers_that_protect_browsers(http, path):
    sent = {name.lower() for name in (await http.get(path)).headers}
    assert {name.lower() for name in HEADERS} <= sent


async def test_a_refused_body_has_them_too(http):
    answer = await http.post("/api/chat", content=b"x" * 100_000)
    assert answer.status_code == 413
    assert "content-security-policy" in answer.headers


async def test_nothing_names_the_server_software(http):
    assert "server" not in (await http.get("/healthz")).headers


# Other sites


async def test_without_configuration_no_other_site_may_read_anything(http):
    answer = await http.get("/healthz", headers={"Origin": SITE})
    assert "access-control-allow-origin" not in answer.headers


@pytest.mark.parametrize("written", [SITE, f"{SITE}/", SITE.upper(), f"https://other.example, {SITE}"])
async def test_a_configured_site_may_use_all_of_the_api(settings, written):
    async with without_node(settings.model_copy(update={"allowed_origins": written})) as http:
        for method in ("GET", "POST", "PATCH"):
            asked = {
                "Origin": SITE,
                "Access-Control-Request-Method": method,
                "Access-Control-Request-Headers": "authorization, content-type",
            }
            answer = await http.options("/api/agent/tickets/1001", headers=asked)
            assert answer.status_code == 200
            assert answer.headers["access-control-allow-origin"] == SITE
            assert "access-control-allow-credentials" not in answer.headers


async def test_a_site_that_is_not_configured_may_not(settings):
    async with without_node(settings.model_copy(update={"allowed_origins": SITE})) as http:
        for origin in ("https://evil.example", "null", f"{SITE}.evil.example", "http://loja.example"):
            asked = {"Origin": origin, "Access-Control-Request-Method": "POST"}
            answer = await http.options("/api/chat", headers=asked)
            assert "access-control-allow-origin" not in answer.headers


# Requests that are no good


async def test_a_body_without_a_length_is_refused_as_soon_as_it_is_too_long(shop):
    chunk = b"4000\r\n" + b"a" * 0x4000 + b"\r\n"
    head = b"POST /api/chat HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
    answer = await exchange(shop, head, *[chunk] * 5)  # and no end
    assert answer.startswith(b"HTTP/1.1 413 ")


async def test_a_body_whose_length_is_no_number_python_reads_is_refused(shop):
    head = b"POST /api/chat HTTP/1.1\r\nHost: x\r\nContent-Length: " + b"9" * 5000 + b"\r\n\r\n"
    assert (await exchange(shop, head)).split()[1] in (b"400", b"413")


async def test_headers_that_never_end_end_the_connection(shop):
    head = b"GET /healthz HTTP/1.1\r\nHost: x\r\n"
    answer = await exchange(
        shop, head, *[b"X-Long: " + b"a" * 8000 + b"\r\n"] * (MAX_HEAD_BYTES // 8000 + 40)
    )
    assert b"200 OK" not in answer


async def test_one_header_that_never_ends_ends_the_connection(shop):
    head = b"GET /healthz HTTP/1.1\r\nX-Long: "
    answer = await exchange(shop, head, *[b"a" * 16_384] * (MAX_HEAD_BYTES // 16_384 + 20))
    assert b"200 OK" not in answer


async def test_many_requests_over_one_connection_are_not_taken_for_one_long_one(shop):
    async with httpx.AsyncClient(base_url=shop.url) as http:
        filler = {"X-Filler": "a" * 4000}
        for _ in range(2 * MAX_HEAD_BYTES // 4000):
            assert (await http.get("/healthz", headers=filler)).status_code == 200


async def test_a_deeply_nested_body_is_refused(http):
    nested = b'{"message": ' + b"[" * 20_000 + b"]" * 20_000 + b"}"
    answer = await http.post("/api/chat", content=nested, headers={"Content-Type": "application/json"})
    assert answer.status_code in (400, 422)


async def test_a_refusal_does_not_repeat_what_was_sent(http):
    answer = await http.post("/api/chat", content=json.dumps({"message": ["529.982.247-25"]}))
    assert answer.status_code == 422
    assert "529" not in answer.text
