"""What must be so before a node can serve: schema, pack, model, index."""

from dataclasses import dataclass

from prosa.engines import Engines
from prosa.engines.database import Database
from prosa.engines.schema import require_current, upgrade
from prosa.knowledge.indexing import index_pack
from prosa.language.encoders.universal import shared_encoder
from prosa.language.model import Model
from prosa.learning.examples import EXAMPLES_KEY, LearnedExamples
from prosa.learning.serving import model_to_serve
from prosa.learning.versions import Versions
from prosa.models import Progress
from prosa.packs.loader import load_pack
from prosa.packs.schema import Pack
from prosa.security.encryption import Cipher
from prosa.security.keys import load_secrets
from prosa.settings import Settings


@dataclass(frozen=True, slots=True)
class Prepared:
    """Ready to serve."""

    pack: Pack
    model: Model


async def prepare(settings: Settings, engines: Engines, progress: Progress) -> Prepared:
    """Makes it so. Raises `PackInvalid`, `SchemaOutdated`, `DatabaseAway`, `SecretsUnusable`."""
    pack = load_pack(settings.pack_folder())
    database = Database(engines.database_url, pool=2)
    try:
        if engines.embedded_database:
            await upgrade(database)
        else:
            await require_current(database)
        secrets = load_secrets(settings)
        cipher = Cipher(secrets.encryption_keys)
        model = await model_to_serve(
            settings.home,
            pack,
            Versions(database, cipher),
            LearnedExamples(database, cipher, secrets.derive(EXAMPLES_KEY)),
            progress,
        )
        await index_pack(database, pack, shared_encoder().encode)
    finally:
        await database.close()
    return Prepared(pack, model)
