"""What commands about articles and products work with: the library, open while the command runs."""

from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager

import numpy as np
from numpy.typing import NDArray

from prosa.engines import open_engines
from prosa.engines.database import Database
from prosa.engines.schema import require_current, upgrade
from prosa.library.access import Library
from prosa.library.articles import Author
from prosa.library.opening import open_library
from prosa.packs.loader import load_pack
from prosa.settings import Settings

CLI = Author(source="cli")
"""Who does what a command does."""


@asynccontextmanager
async def library(settings: Settings) -> AsyncGenerator[Library]:
    """On a current schema. Raises `EnginesError`, `SchemaOutdated`, `PackInvalid`."""
    pack = load_pack(settings.pack_folder())
    async with open_engines(settings) as engines:
        database = Database(engines.database_url, pool=4)
        try:
            await (upgrade if engines.embedded_database else require_current)(database)
            yield open_library(database, pack, _encode)
        finally:
            await database.close()


def _encode(texts: Sequence[str]) -> NDArray[np.float32]:
    from prosa.language.encoders.universal import shared_encoder

    return shared_encoder().encode(texts)
