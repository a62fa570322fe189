"""The versions of the model, and which one serves: kept in the database, so every node sees the same.

A version is named by its content, the fingerprint of what it was trained on, and its files lie in the data
folder of each machine that needed it. Which one serves is chosen for a bot: a set of rules, and the code that
reads models. So a node that an upgrade has not reached does not take a model that its rules do not fit.
"""

import asyncio
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

import structlog
from pydantic import TypeAdapter
from sqlalchemy import Select, delete, func, insert, select, update
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.asyncio import AsyncConnection

from prosa.conversations.errors import Conflict, NotFoundError
from prosa.conversations.events import AgentId
from prosa.engines.database import Database
from prosa.language.model import fingerprint
from prosa.language.training import TrainingData
from prosa.learning.models import model_choice, model_version
from prosa.models import archive
from prosa.packs.schema import Pack
from prosa.people import audit
from prosa.security.encryption import Cipher

KEPT = 8
"""Versions that can be gone back to."""
LARGEST_ARCHIVE = 64 * 1024 * 1024
"""Bytes. A larger model (one that brings an encoder of its own) is not kept in the database: a machine that
does not have it trains it again from what it was trained on."""

_data: TypeAdapter[TrainingData] = TypeAdapter(TrainingData)
_COLUMNS = [
    column for column in model_version.columns if column.name not in ("data_sealed", "archive_sealed")
]

log = structlog.get_logger()


class NoSuchVersion(NotFoundError):
    """There is no version of this name, or several begin like this."""

    code = "no_such_version"
    says = "Não há um modelo com esta versão. Veja a lista em prosa models list."


class NothingToGoBackTo(Conflict):
    """No version is older than the one that serves."""

    code = "nothing_to_go_back_to"
    says = "Não há um modelo anterior para o qual voltar."


class How(StrEnum):
    """Why a version serves."""

    STARTED = "started"
    """A node started with a pack that had none."""
    TRAINED = "trained"
    """It was trained, and compared with the one before."""
    CHOSEN = "chosen"
    """Somebody went back to it."""


def bot_of(pack: Pack) -> str:
    """Names what a model must fit: the intents that the pack has rules for, and this version of the code."""
    return fingerprint(TrainingData(examples=(), words=tuple(sorted(pack.bot.intents))))


@dataclass(frozen=True, slots=True)
class Version:
    """A trained model."""

    id: str
    """The fingerprint of what it was trained on."""
    made_at: datetime
    examples: int
    learned: int
    """Of them, those accepted in the review."""
    intents: int
    held_out: int | None = None
    """Messages it was measured on, before it was trained on those too; None when it was not."""
    accuracy: float | None = None
    """Share, 0 to 1, that it had right of them."""


@dataclass(frozen=True, slots=True)
class Choice:
    """The version that serves."""

    version: Version
    pack: str
    """Fingerprint of the pack's own examples when it was chosen: when they change, it is outdated."""


class Versions:
    """Keeps versions, and says which one serves."""

    def __init__(
        self, database: Database, cipher: Cipher, clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        self._database = database
        self._cipher = cipher
        self._clock = clock

    async def all(self) -> list[Version]:
        """Every version that is kept, the newest first."""
        statement = select(*_COLUMNS).order_by(model_version.c.made_at.desc(), model_version.c.id)
        async with self._database.connect() as connection:
            return [_version_of(row) for row in await connection.execute(statement)]

    async def find(self, beginning: str) -> Version:
        """The one version whose name begins like this. Raises `NoSuchVersion`."""
        found = [version for version in await self.all() if version.id.startswith(beginning)]
        if len(found) != 1 or not beginning:
            raise NoSuchVersion
        return found[0]

    async def current(self, bot: str) -> Choice | None:
        """What serves this bot; None when nothing was chosen for it yet."""
        return await self._chosen(_choices().where(model_choice.c.bot == bot))

    async def latest(self) -> Choice | None:
        """What was chosen last, for whichever bot."""
        return await self._chosen(_choices())

    async def before(self, version: Version) -> Version:
        """The version made before this one. Raises `NothingToGoBackTo`."""
        older = [each for each in await self.all() if each.made_at < version.made_at]
        if not older:
            raise NothingToGoBackTo
        return older[0]

    async def add(self, version: Version, data: TrainingData, folder: Path) -> None:
        """Keeps a version, with what it was trained on and the files in this folder.

        One that is there stays as it is, but for figures it did not have yet. The oldest ones go.
        """
        sealed, archived = await asyncio.to_thread(self._sealed, version.id, data, folder)
        values = {column.name: getattr(version, column.name) for column in _COLUMNS}
        row = upsert(model_version).values(**values, data_sealed=sealed, archive_sealed=archived)
        measured = row.on_conflict_do_update(
            index_elements=[model_version.c.id],
            set_={
                "held_out": func.coalesce(row.excluded.held_out, model_version.c.held_out),
                "accuracy": func.coalesce(row.excluded.accuracy, model_version.c.accuracy),
            },
        )
        async with self._database.begin() as connection:
            await connection.execute(measured)
            await _forget_old(connection, version.id)

    async def choose(self, version: str, pack: Pack, how: How, by: AgentId | None = None) -> None:
        """From now on this version serves the pack's bot; `by` is None for somebody at the command line.

        Raises `NoSuchVersion`.
        """
        async with self._database.begin() as connection:
            # Keeps it from being forgotten meanwhile.
            touched = update(model_version).where(model_version.c.id == version).values(id=version)
            if (await connection.execute(touched.returning(model_version.c.id))).one_or_none() is None:
                raise NoSuchVersion
            await connection.execute(
                insert(model_choice).values(
                    bot=bot_of(pack),
                    pack=fingerprint(pack.training),
                    version_id=version,
                    at=self._clock(),
                    how=how.value,
                )
            )
            if how is not How.STARTED:
                await audit.record(connection, by, f"model.{how.value}", version)

    async def data(self, id: str) -> TrainingData | None:
        """What a version was trained on."""
        async with self._database.connect() as connection:
            found = select(model_version.c.data_sealed).where(model_version.c.id == id)
            sealed = (await connection.execute(found)).scalar_one_or_none()
        return None if sealed is None else await asyncio.to_thread(self._data_of, id, sealed)

    async def archived(self, id: str) -> bytes | None:
        """A version's files, as `prosa.models.unpack` takes them; None when they were too large to keep."""
        async with self._database.connect() as connection:
            found = select(model_version.c.archive_sealed).where(model_version.c.id == id)
            sealed = (await connection.execute(found)).scalar_one_or_none()
        if sealed is None:
            return None
        return await asyncio.to_thread(self._cipher.decrypt, bytes(sealed), _place(id, b"archive"))

    async def _chosen(self, choices: Select[tuple[Any, ...]]) -> Choice | None:
        async with self._database.connect() as connection:
            row = (await connection.execute(choices)).one_or_none()
        return None if row is None else Choice(_version_of(row), row.pack)

    def _sealed(self, id: str, data: TrainingData, folder: Path) -> tuple[bytes, bytes | None]:
        content = self._cipher.encrypt(zlib.compress(_data.dump_json(data)), _place(id, b"data"))
        files = archive(folder)
        if len(files) > LARGEST_ARCHIVE:
            log.warning("a model is too large to be kept in the database", megabytes=len(files) >> 20)
            return content, None
        return content, self._cipher.encrypt(files, _place(id, b"archive"))

    def _data_of(self, id: str, sealed: bytes) -> TrainingData:
        return _data.validate_json(zlib.decompress(self._cipher.decrypt(bytes(sealed), _place(id, b"data"))))


def _choices() -> Select[tuple[Any, ...]]:
    """The last choice of those that a condition leaves."""
    return (
        select(*_COLUMNS, model_choice.c.pack)
        .join(model_choice, model_choice.c.version_id == model_version.c.id)
        .order_by(model_choice.c.number.desc())
        .limit(1)
    )


async def _forget_old(connection: AsyncConnection, newest: str) -> None:
    """Removes the oldest versions, but none that serves: the one chosen last for each bot."""
    last = select(func.max(model_choice.c.number)).group_by(model_choice.c.bot)
    serving = (
        select(model_choice.c.version_id)
        .where(model_choice.c.number.in_(last))
        .order_by(model_choice.c.number.desc())
        .limit(KEPT)
    )
    young = select(model_version.c.id).order_by(model_version.c.made_at.desc()).limit(KEPT)
    await connection.execute(
        delete(model_version).where(
            model_version.c.id.not_in(serving), model_version.c.id.not_in(young), model_version.c.id != newest
        )
    )


def _version_of(row: Any) -> Version:
    return Version(**{column.name: getattr(row, column.name) for column in _COLUMNS})


def _place(id: str, part: bytes) -> bytes:
    return b"model %b:" % part + id.encode()
