from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AsyncExitStack
from datetime import UTC, datetime
from typing import Any

import pytest

from prosa.engines.valkey import Valkey
from prosa.llm.asking import Passage, Question
from prosa.llm.budget import Budget, Limits
from prosa.llm.cache import Cache
from prosa.llm.endpoint import Endpoint, LanguageModel
from prosa.llm.writer import LanguageWriter, Voice
from prosa.packs.schema import Company, Persona
from prosa.security.encryption import Cipher
from tests.llm.server import Told, language_server

DELIVERY = Passage(
    "prazo-de-entrega",
    "Qual é o prazo de entrega?",
    "/artigos/prazo-de-entrega",
    "A entrega leva de 2 a 8 dias úteis no Sul e no Sudeste, contados da aprovação do pagamento.\n"
    "Entregamos de segunda a sábado, das 8h às 20h.\nO frete para o Recife custa R$ 19,90.",
)
RETURNS = Passage(
    "arrependimento",
    "Posso me arrepender da compra?",
    "/artigos/arrependimento",
    "Você tem 7 dias corridos para desistir da compra, contados do recebimento.\n"
    "Não aceitamos produtos com sinais de uso.",
)


@pytest.fixture
def server() -> Iterator[Told]:
    with language_server() as told:
        yield told


class Written:
    """What a customer saw, and what was counted."""

    def __init__(self, writer: LanguageWriter, counted: list[tuple[str, int, int]]) -> None:
        self.writer = writer
        self.counted = counted
        self.shown: list[str] = []

    async def ask(self, text: str = "Qual o prazo de entrega?", **fields: Any) -> Any:
        self.shown.clear()
        asked: dict[str, Any] = {
            "conversation": "c-1",
            "text": text,
            "passages": (DELIVERY, RETURNS),
            "began": datetime.now(UTC),
            **fields,
        }
        question = Question(**asked)
        return await self.writer.write(question, self.shown.append)

    @property
    def outcome(self) -> str:
        return self.counted[-1][0]


MakeWriter = Callable[..., Written]


@pytest.fixture
async def make_writer(server: Told, valkey: Valkey) -> AsyncIterator[MakeWriter]:
    """Makes writers that ask the server; `limits` is what they may spend."""
    async with AsyncExitStack() as stack:

        def make(
            *,
            limits: Limits | None = None,
            seconds: float = 5.0,
            first_seconds: float = 5.0,
            places: int = 4,
            cache_seconds: int = 0,
            url: str = "",
            valkey: Valkey = valkey,
            cipher: Cipher | None = None,
            persona: Persona | None = None,
        ) -> Written:
            counted: list[tuple[str, int, int]] = []
            model = LanguageModel(
                Endpoint(url or server.url, "honesto", first_seconds=first_seconds, places=places)
            )
            stack.push_async_callback(model.close)
            writer = LanguageWriter(
                model,
                Voice(persona or Persona(), Company(name="Casa Jabuti"), 200, seconds),
                Budget(valkey, limits or Limits(), lambda: datetime.now(UTC)),
                Cache(valkey, cipher or Cipher([bytes(range(32))]), b"k" * 32, cache_seconds),
                lambda outcome, _, read, written: counted.append((outcome, read, written)),
            )
            return Written(writer, counted)

        yield make


@pytest.fixture
def writer(make_writer: MakeWriter) -> Written:
    return make_writer()
