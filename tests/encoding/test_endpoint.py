import socket
import time
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest
from pydantic import SecretStr
from structlog.testing import capture_logs

from prosa.encoding import endpoint as endpoint_module
from prosa.encoding.endpoint import MAX_TEXTS, Endpoint, EndpointEncoder, Patience
from prosa.language.encoders.errors import EncoderUnavailable
from tests.encoding.server import TINY, Told
from tests.language.encoders.tiny import WIDTH

KEY = "sk-segredo-1234"
TEXTS = ["oi", "cadê meu pedido", "", "quero cancelar a compra"]
Make = Callable[..., EndpointEncoder]


class Watch:
    """What is told of calls."""

    def __init__(self) -> None:
        self.outcomes: list[str] = []
        self.texts = 0

    def __call__(self, outcome: str, texts: int, seconds: float) -> None:
        self.outcomes.append(outcome)
        self.texts += texts


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def make(server: Told, watch: Watch) -> Make:
    def make(
        seconds: float = 30, sleep: Callable[[float], None] = time.sleep, **endpoint: Any
    ) -> EndpointEncoder:
        given: dict[str, Any] = {"base_url": server.url, "model": "minúsculo", "key": SecretStr(KEY)}
        patience = Patience(attempts=3, seconds=30, first_wait=0.01)
        return EndpointEncoder(
            Endpoint(**(given | endpoint)), seconds=seconds, observe=watch, training=patience, sleep=sleep
        )

    return make


@pytest.fixture(autouse=True)
def logs() -> Iterator[list[Any]]:
    with capture_logs() as lines:
        yield lines  # pyright: ignore[reportReturnType]
    # Whatever a test did: neither what customers wrote nor the key is ever logged.
    written = repr(lines)
    assert KEY not in written and "pedido" not in written and "cancelar" not in written


def close(found: Any, wanted: Any) -> bool:
    return np.allclose(found, wanted, atol=1e-5)


@pytest.mark.parametrize("packed", [False, True])
def test_each_text_gets_its_own_row_of_length_one_in_whatever_order_they_come(
    make: Make, server: Told, packed: bool
):
    server.base64, server.backwards = packed, True
    assert close(make().encode(TEXTS), TINY.encode(TEXTS))


def test_the_key_the_model_and_the_width_are_sent(make: Make, server: Told):
    make(dimensions=16).encode(["oi"])
    asked = {"path": "/v1/embeddings", "model": "minúsculo", "input": ["oi"], "encoding_format": "float"}
    assert server.seen == [{**asked, "dimensions": 16}]
    assert server.keys == [f"Bearer {KEY}"]


def test_without_a_key_none_is_sent(make: Make, server: Told):
    make(key=None).encode(["oi"])
    assert server.keys == [None]
    assert "dimensions" not in server.seen[0]


def test_an_empty_text_is_not_sent(make: Make, server: Told):
    assert not make().encode(["", ""], width=WIDTH).any()
    assert make().encode([], width=WIDTH).shape == (0, WIDTH)
    assert server.seen == []


def test_many_texts_are_sent_in_parts(make: Make, server: Told):
    texts = [f"pedido {number} a {'oi ' * (number % 5)}" for number in range(2 * MAX_TEXTS + 1)]
    assert close(make().encode(texts), TINY.encode(texts))
    assert [len(asked["input"]) for asked in server.seen] == [MAX_TEXTS, MAX_TEXTS, 1]


def test_the_name_tells_models_and_servers_apart_and_holds_no_secret(make: Make, server: Told):
    place = server.url.removeprefix("http://")
    assert make().name == f"openai:minúsculo@{place}"
    assert make(dimensions=16).name == f"openai:minúsculo/16@{place}"
    assert make(base_url=f"http://eu:{KEY}@host.example/v1").name == "openai:minúsculo@host.example/v1"


@pytest.mark.parametrize(
    "status, outcome, told",
    [
        (401, "unauthorized", "PROSA_EMBEDDINGS_API_KEY"),
        (403, "unauthorized", "PROSA_EMBEDDINGS_API_KEY"),
        (404, "refused", "minúsculo existe"),
        (400, "refused", "recusou o pedido"),
        (302, "refused", "recusou o pedido"),
        (429, "limited", "limite de uso"),
        (500, "broken", "com defeito"),
        (503, "broken", "com defeito"),
    ],
)
def test_each_refusal_is_explained(
    make: Make, server: Told, watch: Watch, logs: list[Any], status: int, outcome: str, told: str
):
    server.status = [status] * 9
    server.headers = {"Location": "/v1/elsewhere"}
    with pytest.raises(EncoderUnavailable, match=told) as caught:
        make().encode(["cadê meu pedido"])
    assert "pedido" not in str(caught.value).replace("o pedido (", "") and KEY not in str(caught.value)
    assert watch.outcomes == [outcome]
    assert [(line["outcome"], line["status"]) for line in logs] == [(outcome, status)]


def test_what_may_pass_is_tried_again_and_what_may_not_is_not(make: Make, server: Told, watch: Watch):
    server.status = [503]
    assert close(make().encode(["oi"]), TINY.encode(["oi"]))
    assert (len(server.seen), watch.outcomes) == (2, ["answered"])
    server.status = [401]
    with pytest.raises(EncoderUnavailable):
        make().encode(["oi"])
    assert len(server.seen) == 3


def test_training_tries_longer_than_a_message_waits(make: Make, server: Told):
    server.status = [500, 429]
    assert close(make().encode(["oi"], patient=True), TINY.encode(["oi"]))
    server.status = [500, 429]
    with pytest.raises(EncoderUnavailable):
        make().encode(["oi"])


def test_a_wait_that_the_server_asks_for_is_kept(make: Make, server: Told):
    waits: list[float] = []
    server.status, server.headers = [429], {"Retry-After": "7"}
    make(sleep=waits.append).encode(["oi"], patient=True)
    assert waits == [7.0]


def test_nobody_waits_longer_than_the_message_may(make: Make, server: Told):
    server.status, server.headers = [429], {"Retry-After": "3600"}
    with pytest.raises(EncoderUnavailable, match="limite de uso"):
        make(seconds=5).encode(["oi"])
    assert len(server.seen) == 1


def test_a_server_that_takes_too_long_is_not_waited_for(make: Make, server: Told, watch: Watch):
    server.slow = 1.0
    with pytest.raises(EncoderUnavailable, match="não respondeu a tempo"):
        make(seconds=0.1).encode(["oi"])
    assert watch.outcomes == ["timeout"]


def test_a_server_that_is_not_there_is_told(make: Make, watch: Watch):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        with pytest.raises(EncoderUnavailable, match="PROSA_EMBEDDINGS_BASE_URL"):
            make(base_url=f"http://127.0.0.1:{taken.getsockname()[1]}/v1").encode(["oi"])
    assert watch.outcomes == ["unreachable"]


def test_an_answer_that_makes_no_sense_is_no_answer(make: Make, server: Told, watch: Watch):
    server.bodies = [b'{"data": [{"index": 0, "embedding": ["a"]}]}']
    with pytest.raises(EncoderUnavailable, match="não respondeu o que se espera"):
        make().encode(["oi"])
    assert watch.outcomes == ["nonsense"]


def test_an_answer_that_is_absurdly_long_is_not_read(
    make: Make, server: Told, watch: Watch, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(endpoint_module, "MAX_ANSWER_BYTES", 1000)
    server.bodies = [b" " * 5000 + b"{}"]
    with pytest.raises(EncoderUnavailable):
        make().encode(["oi"])
    assert watch.outcomes == ["nonsense"]


def test_rows_of_another_width_than_the_models_are_no_answer(make: Make, server: Told):
    server.width = 8
    assert make().encode(["oi"]).shape == (1, 8)
    with pytest.raises(EncoderUnavailable):
        make().encode(["oi"], width=WIDTH)


def test_after_a_failure_messages_do_not_wait_for_the_server_but_training_asks(
    make: Make, server: Told, watch: Watch
):
    encoder = make()
    server.status = [401]
    for _ in range(3):
        with pytest.raises(EncoderUnavailable):
            encoder.encode(["oi"])
    assert len(server.seen) == 1
    assert watch.outcomes == ["unauthorized", "skipped", "skipped"]
    encoder.encode(["oi"], patient=True)
    encoder.encode(["oi"])
    assert watch.outcomes[3:] == ["answered", "answered"]
