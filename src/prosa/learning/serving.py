"""The model that a node serves: found when it starts, and exchanged while it runs."""

import asyncio
import shutil
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import structlog
from prometheus_client import Counter
from valkey.exceptions import ValkeyError

from prosa.engines.errors import DatabaseAway
from prosa.engines.valkey import Valkey
from prosa.language.encoders.errors import EncoderError
from prosa.language.model import Model, ModelUnreadable, fingerprint
from prosa.learning.examples import LearnedExamples
from prosa.learning.teaching import Lesson, lesson
from prosa.learning.versions import How, Version, Versions, bot_of
from prosa.models import MODELS, Progress, model_of, note_chosen, unpack
from prosa.packs.schema import Pack
from prosa.security.encryption import Undecipherable

CHANNEL = "prosa:model"
"""Where a change of the model is told in Valkey. Who listens looks into the database, which decides."""
LOOK_SECONDS = 15.0
"""How often a node looks by itself: notices may be lost, and Valkey away."""
RETRY_SECONDS = 1.0

UNUSABLE = (ModelUnreadable, Undecipherable, EncoderError, OSError)
"""What keeps a version from being loaded on this machine."""

swaps = Counter("prosa_model_swaps", "Models exchanged while the node served", ["outcome"])

log = structlog.get_logger()

# The client library leaves parts of its signatures untyped.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false


async def model_to_serve(
    home: Path, pack: Pack, versions: Versions, examples: LearnedExamples, progress: Progress
) -> Model:
    """The version that was chosen; without one for the pack's examples as they are now, it is trained.

    What was accepted in the review since then waits for `prosa train`, which shows what it changes.
    """
    own = fingerprint(pack.training)
    chosen = await versions.current(bot_of(pack))
    if chosen is not None and chosen.pack == own:
        try:
            model = await fetch(home, chosen.version, versions)
        except UNUSABLE as error:
            log.warning("the chosen model cannot be used, training anew", reason=str(error))
        else:
            note_chosen(home, own, chosen.version.id)
            return model
    taught = lesson(pack.training, [learned.example for learned in await examples.all()])
    model = model_of(home / MODELS, taught.data, progress)
    version = version_of(model, taught)
    await versions.add(version, taught.data, home / MODELS / version.id)
    await versions.choose(version.id, pack, How.STARTED)
    note_chosen(home, own, version.id)
    return model


def version_of(model: Model, taught: Lesson, measured: tuple[int, float] | None = None) -> Version:
    """A model just trained, as a version; `measured`: on so many messages, with this accuracy."""
    held_out, accuracy = measured or (None, None)
    return Version(
        id=model.fingerprint,
        made_at=datetime.now(UTC),
        examples=len(taught.data.examples),
        learned=taught.learned,
        intents=len(model.intents),
        held_out=held_out,
        accuracy=accuracy,
    )


async def fetch(home: Path, version: Version, versions: Versions) -> Model:
    """A version, loaded aside from the event loop; its files come from the database if need be.

    Raises one of `UNUSABLE`.
    """
    folder = home / MODELS / version.id
    if folder.is_dir():
        with suppress(ModelUnreadable):
            return await asyncio.to_thread(Model.load, folder)
    archived = await versions.archived(version.id)
    if archived is None:
        raise ModelUnreadable(f"version {version.id[:12]} is neither on this machine nor in the database")
    await asyncio.to_thread(_install, archived, folder)
    return await asyncio.to_thread(Model.load, folder)


def _install(archived: bytes, folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)  # what is there could not be read
    unpack(archived, folder)


async def tell_nodes(valkey: Valkey) -> None:
    """Tells running nodes that another model was chosen. With Valkey away they look by themselves."""
    try:
        await valkey.client.publish(CHANNEL, b"look")
    except ValkeyError as error:
        log.info("no node was told of the model, they will look", error=type(error).__name__)


class Swapper:
    """Exchanges a node's model when another version is chosen. `run` it for as long as the node lives."""

    def __init__(
        self,
        home: Path,
        pack: Pack,
        versions: Versions,
        valkey: Valkey,
        swap: Callable[[Model], None],
        serving: str | None,
    ) -> None:
        """`serving` is the version at the start; `swap` puts another model in its place."""
        self._home = home
        self._bot = bot_of(pack)
        self._versions = versions
        self._valkey = valkey
        self._swap = swap
        self._serving = serving
        self._refused: str | None = None
        self._look_now = asyncio.Event()

    @property
    def serving(self) -> str | None:
        """The version that answers on this node."""
        return self._serving

    async def run(self) -> None:
        """Follows what is chosen. Runs until cancelled."""
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._listen())
            tasks.create_task(self._watch())

    async def look(self) -> None:
        """Takes the version that is chosen now, if it is another one. Raises `DatabaseAway`."""
        chosen = await self._versions.current(self._bot)
        if chosen is None or chosen.version.id in (self._serving, self._refused):
            return
        version = chosen.version
        try:
            model = await fetch(self._home, version, self._versions)
        except UNUSABLE as error:
            # Said once: the old one goes on answering, and the next choice is looked at again.
            self._refused = version.id
            swaps.labels("refused").inc()
            log.error("the chosen model cannot be used, the old one stays", reason=str(error))
            return
        self._swap(model)
        self._serving, self._refused = version.id, None
        await asyncio.to_thread(note_chosen, self._home, chosen.pack, version.id)
        swaps.labels("swapped").inc()
        log.info("model exchanged", version=version.id[:12], examples=version.examples)

    async def _watch(self) -> None:
        while True:
            try:
                await self.look()
            except DatabaseAway:
                log.warning("cannot look which model is chosen")
            with suppress(TimeoutError):
                await asyncio.wait_for(self._look_now.wait(), LOOK_SECONDS)
            self._look_now.clear()

    async def _listen(self) -> None:
        while True:
            try:
                await self._hear()
            except ValkeyError as error:
                log.debug("no notices of other models", error=str(error))
            await asyncio.sleep(RETRY_SECONDS)

    async def _hear(self) -> None:
        subscriber = self._valkey.subscriber()
        try:
            await subscriber.subscribe(CHANNEL)
            async for _ in subscriber.listen():
                # A subscription counts too: what was told while the line was down is looked up now.
                self._look_now.set()
        finally:
            with suppress(ValkeyError):
                await subscriber.aclose()
