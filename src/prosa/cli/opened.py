"""What commands about learning work with: the engines, opened for as long as the command runs."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from prosa.engines import open_engines
from prosa.engines.database import Database
from prosa.engines.schema import require_current, upgrade
from prosa.engines.valkey import Valkey
from prosa.learning.examples import EXAMPLES_KEY, LearnedExamples
from prosa.learning.versions import Versions
from prosa.security.encryption import Cipher
from prosa.security.keys import load_secrets
from prosa.settings import Settings


@dataclass(frozen=True, slots=True)
class Opened:
    """What was learned, and what came of it."""

    database: Database
    valkey: Valkey
    examples: LearnedExamples
    versions: Versions


@asynccontextmanager
async def opened(settings: Settings) -> AsyncGenerator[Opened]:
    """On a current schema. Raises `EnginesError`, `SchemaOutdated`, `SecretsUnusable`."""
    async with open_engines(settings) as engines:
        database = Database(engines.database_url, pool=3)
        valkey = Valkey(engines.valkey_url, pool=2)
        try:
            await (upgrade if engines.embedded_database else require_current)(database)
            secrets = load_secrets(settings)
            cipher = Cipher(secrets.encryption_keys)
            examples = LearnedExamples(database, cipher, secrets.derive(EXAMPLES_KEY))
            yield Opened(database, valkey, examples, Versions(database, cipher))
        finally:
            await valkey.close()
            await database.close()
