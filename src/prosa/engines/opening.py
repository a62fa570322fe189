"""The one place that decides between an embedded engine and the operator's own."""

from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

from pydantic import SecretStr

from prosa.engines.embedded import embedded_engines
from prosa.settings import Settings

Progress = Callable[[str], None]
"""Told, in a few words each, what takes time."""


@dataclass(frozen=True, slots=True)
class Engines:
    """Where the two engines are, and which of them this node runs itself."""

    database_url: str
    valkey_url: str
    embedded_database: bool
    embedded_valkey: bool


@asynccontextmanager
async def open_engines(settings: Settings, progress: Progress | None = None) -> AsyncGenerator[Engines]:
    """Both engines, running for as long as the context is open.

    Embedded engines that another process of the same data folder already started are shared; whoever
    leaves last stops them. Raises `EngineFailed` with what to do when one cannot be started.
    """
    async with embedded_engines(
        settings.home,
        database=settings.embedded_database,
        valkey=settings.embedded_valkey,
        progress=progress or _quiet,
    ) as urls:
        yield Engines(
            database_url=urls.database or _configured(settings.database_url),
            valkey_url=urls.valkey or _configured(settings.valkey_url),
            embedded_database=settings.embedded_database,
            embedded_valkey=settings.embedded_valkey,
        )


def _configured(url: SecretStr | None) -> str:
    assert url is not None, "an engine without a URL is embedded"
    return url.get_secret_value()


def _quiet(_: str) -> None: ...
