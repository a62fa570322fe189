"""Nothing that a customer said, and nothing that opens a door, is in a log."""

import json
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import httpx
import orjson
import psycopg
import pytest
import valkey
from websockets.sync.client import connect
from websockets.typing import Subprotocol

from prosa.language.model import Model
from prosa.logs import leave_out_personal, traceback_of
from prosa.packs.schema import Pack
from prosa.security.encryption import Undecipherable
from tests.conftest import HOME
from tests.process import prosa_up

CPF, EMAIL, NAME = "529.982.247-25", "marina.q@exemplo.com.br", "Quintanilha"
PHONE, ORDER, WORD = "98765-4321", "887766554", "jabuticabeira"
SECRETS = (
    CPF,
    "52998224725",
    EMAIL,
    "quintanilh",
    PHONE,
    "987654321",
    ORDER,
    "jabuticabeir",
    "eyj",
    "prosa_agent_",
)
"""In lower case, and as far as a stem goes: a search sees no more of a word."""


def talk(url: str, agent: str) -> None:
    """Everything a customer may do wrong and right, with something personal in it each time."""
    with httpx.Client(base_url=url, timeout=30) as http:
        known = {"name": f"Marina {NAME}", "email": EMAIL}
        said = http.post("/api/chat", json={"message": f"oi, sou a Marina {NAME}", "user_profile": known})
        session = {"session_id": said.json()["session_id"]}
        for text in (
            f"meu cpf é {CPF}, e-mail {EMAIL}, telefone (11) {PHONE}",
            f"cade meu pedido {ORDER}?",
            f"a {WORD} veio quebrada, quero trocar, pedido {ORDER}",
        ):
            assert http.post("/api/chat", json={"message": text, **session}).is_success
        http.post("/api/chat", content=f'{{"message": "{CPF}')
        http.post("/api/chat", json={"message": [CPF], "user_profile": {NAME: [EMAIL]}})
        http.post("/api/chat", json={"message": "oi", "session_id": session["session_id"] + "x"})
        http.get(f"/api/conversations/{CPF}/events?after={EMAIL}")
        http.get(f"/{NAME}/{CPF}")
        http.get("/api/agent/me", headers={"Authorization": f"Bearer {agent}"})
        http.get("/api/agent/me", headers={"Authorization": f"Bearer prosa_agent_{NAME}"})
    protocols = [Subprotocol("prosa.v1"), Subprotocol(f"token.{session['session_id']}")]
    with connect(f"{url.replace('http', 'ws')}/ws/chat?{CPF}", subprotocols=protocols) as socket:
        for frame in (f'{{"type": "{CPF}"}}', CPF, f'{{"type": "message", "text": "{EMAIL}"}}'):
            socket.send(frame)
        while orjson.loads(socket.recv(timeout=20))["type"] != "accepted":
            pass


def fill_valkey_with_nonsense(url: str, valkey_url: str) -> None:
    """What was kept there of a conversation is no longer readable, and notices make no sense."""
    with httpx.Client(base_url=url, timeout=30) as http:
        said = http.post("/api/chat", json={"message": f"oi, {NAME}"}).json()
        with valkey.Valkey.from_url(valkey_url) as memory:
            context = f"prosa:context:{said['conversation_id']}"
            while not memory.exists(context):  # it is put there after the answer is out
                time.sleep(0.02)
            memory.set(context, CPF.encode())
            memory.publish("prosa:moved", json.dumps({"node": NAME, "moved": {CPF: EMAIL}}))
        http.post("/api/chat", json={"message": "oi", "session_id": said["session_id"]})


def fail_turns_and_requests(url: str, database_url: str, agent: str) -> None:
    """With tables gone, the same things are said once more."""
    tables = ("article", "agent")
    with psycopg.connect(database_url, autocommit=True) as connection:
        for table in tables:
            connection.execute(f"ALTER TABLE {table} RENAME TO {table}_away".encode())
        try:
            with httpx.Client(base_url=url, timeout=30) as http:
                text = f"quero a 2a via do boleto do cpf {CPF} da {NAME} {WORD}"
                said = http.post("/api/chat", json={"message": text}).json()
                assert said["response"]["type"] == "apology"
                mine = {"Authorization": f"Bearer {agent}"}
                assert http.get("/api/agent/me", headers=mine).status_code == 500
        finally:
            for table in tables:
                connection.execute(f"ALTER TABLE {table}_away RENAME TO {table}".encode())


@pytest.fixture
def unreachable(pack: Pack, tmp_path: Path) -> Path:
    """The sample shop, whose order system is not there."""
    folder = tmp_path / "pack"
    shutil.copytree(pack.folder, folder)
    bot = folder / "bot.yml"
    before = 'command: [python, services/orders.py, --port, "0", --exit-with-parent]'
    text = bot.read_text("utf-8")
    assert before in text
    bot.write_text(text.replace(before, "url: http://127.0.0.1:9"), "utf-8")
    return folder


@pytest.mark.parametrize("form", ["json", "console"])
def test_whole_dialogs_and_failing_turns_leave_nothing_personal_in_the_log(
    form: str,
    unreachable: Path,
    hired: Callable[[], str],
    database_url: str,
    valkey_url: str,
    model: Model,
    request: pytest.FixtureRequest,
    tmp_path: Path,
):
    settings = {
        "PROSA_DATABASE_URL": database_url,
        "PROSA_VALKEY_URL": valkey_url,
        "PROSA_PACK": str(unreachable),
        "PROSA_LOG_FORMAT": form,
        "PROSA_LOG_LEVEL": "debug",
    }
    agent = hired()
    with prosa_up(tmp_path, request.config.stash[HOME] / "models", settings) as process:
        talk(process.url, agent)
        fill_valkey_with_nonsense(process.url, valkey_url)
        fail_turns_and_requests(process.url, database_url, agent)
    written = process.written
    for happened in (
        "an action got no usable answer",
        "turn failed",
        "request failed",
        "kept context is unreadable",
        "a notice that makes no sense",
        "ProgrammingError",
        "answering.py",
    ):
        assert happened in written
    assert [secret for secret in SECRETS if secret in written.lower()] == []
    if form == "json":
        lines = [line for line in written.splitlines() if line.startswith("{")]
        assert all(json.loads(line)["event"] for line in lines)
        assert len(lines) > 5


def raised(act: Callable[[], object]) -> BaseException:
    with pytest.raises((Undecipherable, ValueError, ExceptionGroup)) as caught:
        act()
    return caught.value


def test_a_traceback_says_where_and_what_kind_but_not_what_others_quote():
    text = traceback_of(raised(lambda: int(CPF)))
    assert "test_logs.py" in text
    assert "builtins.ValueError" in text
    assert CPF not in text


def test_a_traceback_names_what_led_to_it_and_what_a_group_is_made_of():
    def act() -> None:
        try:
            int(CPF)
        except ValueError as cause:
            raise ExceptionGroup(CPF, [KeyError(EMAIL), LookupError(NAME)]) from cause

    text = traceback_of(raised(act))
    assert [kind for kind in ("ValueError", "ExceptionGroup", "KeyError", "LookupError") if kind in text] == [
        "ValueError",
        "ExceptionGroup",
        "KeyError",
        "LookupError",
    ]
    assert not [secret for secret in (CPF, EMAIL, NAME) if secret in text.replace("CPF", "")]


def test_an_error_of_ours_is_told_in_its_own_words():
    def act() -> None:
        raise Undecipherable("altered, or not where it was written")

    assert "altered, or not where it was written" in traceback_of(raised(act))


def test_personal_fields_and_tokens_are_left_out_wherever_they_come_from():
    line = leave_out_personal(
        None,
        "info",
        {
            "event": "x eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc-_ y",
            "text": "segredo",
            "phone": 5,
            "error": "bearer prosa_agent_abc-DEF_1",
            "offset": 3,
        },
    )
    assert line == {"event": "x … y", "text": "…", "phone": "…", "error": "bearer …", "offset": 3}
