"""Opens the server's database after a run, and counts."""

from collections.abc import Sequence
from uuid import UUID

from prosa.bench.audit import Audit, audit
from prosa.bench.stored import stored_logs
from prosa.bench.trace import Said
from prosa.conversations.sealing import Sealer
from prosa.engines import open_engines
from prosa.engines.database import Database
from prosa.security.encryption import Cipher
from prosa.security.keys import load_secrets
from prosa.settings import Settings


class NotItsDatabase(Exception):
    """The database that the settings name holds nothing of the run."""


async def check(said: Sequence[Said], settings: Settings) -> Audit:
    """Counts what was said against the database of the server, which `settings` names as the server's own do.

    Raises `EnginesError`, `SecretsUnusable`, `Undecipherable`, and `NotItsDatabase`.
    """
    async with open_engines(settings) as engines:
        database = Database(engines.database_url, pool=2)
        sealer = Sealer(Cipher(load_secrets(settings).encryption_keys))
        try:
            logs = await stored_logs(database, sealer, {UUID(one.conversation) for one in said})
        finally:
            await database.close()
    found = audit(said, logs)
    if found.acknowledged and not found.stored:
        raise NotItsDatabase
    return found
