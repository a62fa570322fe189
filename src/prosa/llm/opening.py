"""A language writer from the settings, when they name an endpoint."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from datetime import datetime
from zoneinfo import ZoneInfo

from prosa.engines.valkey import Valkey
from prosa.llm.budget import Budget, Limits
from prosa.llm.cache import Cache
from prosa.llm.endpoint import Endpoint, LanguageModel
from prosa.llm.writer import LanguageWriter, Observe, Voice
from prosa.packs.schema import Bot
from prosa.security.encryption import Cipher
from prosa.settings import Settings


def endpoint_of(settings: Settings) -> Endpoint | None:
    """Where the model answers; None when there is none."""
    if settings.llm_base_url is None:
        return None
    return Endpoint(
        base_url=settings.llm_base_url,
        model=settings.llm_model,
        key=settings.llm_api_key,
        first_seconds=settings.llm_first_seconds,
        places=settings.llm_places,
    )


@asynccontextmanager
async def open_writer(
    settings: Settings, bot: Bot, valkey: Valkey, cipher: Cipher, key: bytes, observe: Observe
) -> AsyncGenerator[LanguageWriter | None]:
    """The writer while the context is open; None without an endpoint. `key` hashes the cache's questions."""
    endpoint = endpoint_of(settings)
    if endpoint is None:
        yield None
        return
    zone = ZoneInfo(bot.timezone)
    limits = Limits(
        conversation_tokens=settings.llm_conversation_tokens,
        day_tokens=settings.llm_day_tokens,
        day_money=settings.llm_day_money,
        price_read=settings.llm_price_read,
        price_written=settings.llm_price_written,
    )
    model = LanguageModel(endpoint)
    try:
        yield LanguageWriter(
            model,
            Voice(bot.persona, bot.company, settings.llm_answer_tokens, settings.llm_seconds),
            Budget(valkey, limits, lambda: datetime.now(zone)),
            Cache(valkey, cipher, key, settings.llm_cache_seconds),
            observe,
        )
    finally:
        await model.close()
