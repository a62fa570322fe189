"""Answers of a language model as a customer sees them, in a real browser."""

from collections.abc import Iterator
from threading import Event

import pytest

from tests.e2e.mould import Mould, server_like
from tests.e2e.scenario import Browser
from tests.llm.server import Told, language_server

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(600)]

GOOD = (
    "O prazo começa a contar quando o pagamento é aprovado [1]."
    " Entregamos de segunda a sábado, das 8h às 20h, exceto feriados [1]."
)
FIRST_PIECES = 5
"""Pieces of the stream after which its first sentence is whole."""


class Model:
    """A model of changing moods."""

    def __init__(self, told: Told) -> None:
        self._told = told
        self._gate = Event()
        self._sent = 0
        told.says = GOOD

    def __call__(self, order: str) -> None:
        told = self._told
        match order.removeprefix("model "):
            case "holds":
                told.held = self._hold
            case "goes on":
                self._gate.set()
            case "lies":
                told.says = "A entrega leva 1 dia e o frete é grátis [1]."
            case "breaks":
                told.status = [404]
            case "is cut":
                told.says, told.cut_after = GOOD, 2
            case _:
                raise ValueError(order)

    def _hold(self) -> None:
        self._sent += 1
        if self._sent > FIRST_PIECES:
            self._gate.wait(20)


@pytest.fixture
def browser(mould: Mould) -> Iterator[Browser]:
    """`prosa up` with a model at its side."""
    with (
        language_server() as told,
        server_like(
            mould.home,
            PROSA_LLM_BASE_URL=told.url,
            PROSA_LLM_MODEL="honesto",
            PROSA_LLM_CACHE_SECONDS="0",
            PROSA_LLM_SECONDS="60",
            PROSA_LLM_FIRST_SECONDS="30",
        ) as server,
    ):
        yield Browser(server, None, Model(told))


def test_an_answer_grows_before_ones_eyes_and_bad_ones_are_never_seen(browser: Browser):
    browser.run("written")
