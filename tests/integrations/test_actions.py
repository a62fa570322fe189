"""Actions against a real HTTP server that behaves as its path says."""

import asyncio
import hmac
import json
import threading
from collections.abc import AsyncGenerator, Iterator
from contextlib import asynccontextmanager
from dataclasses import replace
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prosa.conversations.ports import Done, NotFound, Refused, Unavailable
from prosa.integrations.actions import CompanyActions
from prosa.integrations.services import Services
from prosa.integrations.templates import body, target
from prosa.packs.actions import Action
from prosa.packs.schema import Service
from tests.integrations.conftest import pack_with

KEY = "0123456789abcdef"


class Desk:
    """A company's server: keeps what it was sent, answers as the path's last segment says."""

    def __init__(self) -> None:
        self.heard: list[dict[str, Any]] = []
        self.fails = 0
        """How many requests are still to fail with 503."""
        desk = self

        class Handler(BaseHTTPRequestHandler):
            def answer(self) -> None:
                length = int(self.headers.get("Content-Length", 0))
                desk.heard.append(
                    {
                        "method": self.command,
                        "path": self.path,
                        "headers": dict(self.headers),
                        "body": self.rfile.read(length),
                    }
                )
                status, said = desk.says(self.path)
                self.send_response(status)
                self.send_header("Content-Length", str(len(said)))
                self.end_headers()
                self.wfile.write(said)

            def do_GET(self) -> None:
                self.answer()

            def do_POST(self) -> None:
                self.answer()

            def log_message(self, format: str, *args: object) -> None: ...

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server.server_port}/api"

    def says(self, path: str) -> tuple[int, bytes]:
        if self.fails:
            self.fails -= 1
            return 503, b"{}"
        match path.rsplit("/", 1)[-1]:
            case "missing":
                return 404, b"{}"
            case "conflict":
                return 409, json.dumps({"message": "Já\n saiu\x00 " + "x" * 900}).encode()
            case "wrong":
                return 422, b'{"message": "Confira o CPF."}'
            case "mute":
                return 403, b"<html>"
            case "nonsense":
                return 200, b"<html>"
            case "empty":
                return 204, b""
            case "endless":
                return 200, b" " * 1_000_000
            case _:
                said = {"who": {"name": "Ana"}, "list": ["a", {"b": 1}, "c"], "ok": True, "n": 3.5}
                return 200, json.dumps(said).encode()


@pytest.fixture(scope="module")
def desk() -> Iterator[Desk]:
    desk = Desk()
    yield desk
    desk.server.shutdown()
    desk.server.server_close()


@asynccontextmanager
async def company(
    desk: Desk, *, environ: dict[str, str] | None = None, python: bool = False, **actions: Action
) -> AsyncGenerator[CompanyActions]:
    desk.heard.clear()
    desk.fails = 0
    service = Service(url=desk.url, timeout_seconds=8, token_env="SHOP_TOKEN", secret_env="SHOP_SECRET")
    pack = replace(pack_with(Path(), shop=service), actions=actions)
    async with Services(pack, environ or {}) as services:
        yield CompanyActions(pack, services, python=python)


def asking(path: str, **more: Any) -> Action:
    return Action(service="shop", path=path, **more)


async def test_an_answer_gives_the_values_that_are_named(desk: Desk):
    gives = {"name": "who.name", "items": "list", "first": "list.0", "ok": "ok", "n": "n", "nope": "who.age"}
    async with company(
        desk, find=asking("/people/{id}", gives=gives, query={"q": "{id}", "x": "{no}"})
    ) as shop:
        answer = await shop.run("find", {"id": "7"}, KEY)
    assert answer == Done({"name": "Ana", "items": "a, c", "first": "a", "ok": "sim", "n": "3.5"})
    assert desk.heard[0]["path"] == "/api/people/7?q=7"
    assert "Idempotency-Key" not in desk.heard[0]["headers"]


async def test_what_changes_something_is_signed_and_carries_its_key(desk: Desk):
    act = asking("/orders/{order}/go", method="POST", body={"why": "{why}", "n": {"cpf": "{cpf}"}, "one": 1})
    environ = {"SHOP_TOKEN": "t", "SHOP_SECRET": "s"}
    async with company(desk, environ=environ, act=act) as shop:
        assert isinstance(await shop.run("act", {"order": "1/2", "why": 'a"b'}, KEY), Done)
    heard = desk.heard[0]
    headers = heard["headers"]
    assert json.loads(heard["body"]) == {"why": 'a"b', "n": {}, "one": 1}
    assert (headers["Idempotency-Key"], headers["Authorization"]) == (KEY, "Bearer t")
    assert heard["path"] == "/api/orders/1%2F2/go"
    t, v1 = (part.partition("=")[2] for part in headers["Prosa-Signature"].split(","))
    message = f"{t}.POST {heard['path']}\n".encode() + heard["body"]
    assert v1 == hmac.new(b"s", message, sha256).hexdigest()


@pytest.mark.parametrize(
    "path, answer",
    [
        ("missing", NotFound()),
        ("wrong", Refused("Confira o CPF.", again=True)),
        ("mute", Refused("", again=False)),
        ("nonsense", Unavailable()),
        ("endless", Unavailable()),
        ("empty", Done({})),
    ],
)
async def test_what_an_answer_means(desk: Desk, path: str, answer: object):
    async with company(desk, act=asking(f"/{path}", method="POST")) as shop:
        assert await shop.run("act", {}, KEY) == answer


async def test_a_reason_is_one_bounded_line(desk: Desk):
    async with company(desk, act=asking("/conflict", method="POST")) as shop:
        answer = await shop.run("act", {}, KEY)
    assert isinstance(answer, Refused) and not answer.again
    assert answer.reason.startswith("Já saiu x") and answer.reason.isprintable() and len(answer.reason) <= 300


@pytest.mark.parametrize(
    "act, calls",
    [
        (asking("/find"), 3),
        (asking("/act", method="POST"), 1),
        (asking("/act", method="POST", repeatable=True), 3),
        (asking("/act", method="POST", changes=False), 3),
    ],
)
async def test_only_what_is_safe_to_repeat_is_tried_again(desk: Desk, act: Action, calls: int):
    async with company(desk, act=act) as shop:
        desk.fails = 10
        assert await shop.run("act", {}, KEY) == Unavailable()
    assert len(desk.heard) == calls
    assert len({heard["headers"].get("Idempotency-Key") for heard in desk.heard}) == 1


async def test_a_question_that_failed_once_is_answered(desk: Desk):
    async with company(desk, find=asking("/find", gives={"n": "n"})) as shop:
        desk.fails = 1
        assert await shop.run("find", {}, KEY) == Done({"n": "3.5"})


async def test_after_three_failures_it_is_left_alone(desk: Desk):
    async with company(desk, find=asking("/find", tries=1)) as shop:
        desk.fails = 100
        for _ in range(5):
            assert await shop.run("find", {}, KEY) == Unavailable()
    assert len(desk.heard) == 3


async def test_a_path_whose_value_is_not_known_asks_nobody(desk: Desk):
    async with company(desk, find=asking("/orders/{order}")) as shop:
        assert await shop.run("find", {"order": "  "}, KEY) == NotFound()
    assert desk.heard == []


async def test_an_action_that_does_not_exist_is_unavailable(desk: Desk):
    async with company(desk) as shop:
        assert await shop.run("nothing", {}, KEY) == Unavailable()


@given(st.text(max_size=80))
@settings(max_examples=200)
def test_no_value_leaves_its_place_in_the_path(value: str):
    action = asking("/orders/{order}/go", query={"q": "{order}"})
    if not value.strip():
        return
    try:
        made = target(action, {"order": value})
    except UnicodeEncodeError:
        return  # half of a surrogate pair never gets here: channels refuse it
    path, _, query = made.partition("?")
    segments = path.split("/")
    assert (segments[1], segments[3], len(segments)) == ("orders", "go", 4)
    assert unquote(segments[2]) == value and segments[2] not in (".", "..")
    assert "&" not in query and "#" not in made


def test_a_body_leaves_out_what_is_not_known():
    action = asking("/x", method="POST", body={"a": "{a}", "b": ["{b}", "c {a}"], "d": None})
    assert json.loads(body(action, {})) == {"b": ["c "], "d": None}


def finds(values: dict[str, str], key: str) -> dict[str, object]:
    return {"who": {"name": values["id"] + key}}


async def waits(values: dict[str, str], key: str) -> Refused:
    await asyncio.sleep(0)
    return Refused("Hoje\nnão.")


def breaks(values: dict[str, str], key: str) -> None:
    raise RuntimeError("segredo")


HERE = "tests.integrations.test_actions"


async def test_python_runs_where_it_is_allowed_and_nowhere_else(desk: Desk):
    act = Action(python=f"{HERE}:finds", gives={"name": "who.name"})
    async with company(desk, python=True, act=act) as shop:
        assert await shop.run("act", {"id": "7"}, "k") == Done({"name": "7k"})
    async with company(desk, act=act) as shop:
        assert await shop.run("act", {"id": "7"}, "k") == Unavailable()


async def test_python_may_be_async_and_may_fail(desk: Desk):
    slow, broken, gone = (
        Action(python=name) for name in (f"{HERE}:waits", f"{HERE}:breaks", "no.such:thing")
    )
    async with company(desk, python=True, waits=slow, breaks=broken, gone=gone) as shop:
        assert await shop.run("waits", {}, "k") == Refused("Hoje não.")
        assert await shop.run("breaks", {}, "k") == Unavailable()
        assert await shop.run("gone", {}, "k") == Unavailable()
