"""Trains the next model, shows what it gains and loses, and lets it replace the one that serves."""

from collections.abc import AsyncGenerator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from sqlalchemy import text

from prosa.conversations.errors import Conflict
from prosa.conversations.events import AgentId
from prosa.engines.database import Database
from prosa.language.model import fingerprint
from prosa.learning.examples import LearnedExamples
from prosa.learning.serving import version_of
from prosa.learning.teaching import lesson
from prosa.learning.trials import TooLittleData, Trial, try_out
from prosa.learning.versions import How, Version, Versions, bot_of
from prosa.models import MODELS, TRIALS, Progress, model_of, note_chosen
from prosa.packs.schema import Pack

_LOCK = 0x545241494E  # "TRAIN"


class AlreadyTraining(Conflict):
    """Somebody else trains, here or on another node."""

    code = "already_training"
    says = "Já há um treino em andamento. Espere ele terminar."


@dataclass(frozen=True, slots=True)
class Trained:
    """What came of a training."""

    replaced: bool
    """Whether the new model serves now."""
    version: Version | None
    """The new model; None when it was turned down, or nothing had changed."""
    trial: Trial | None
    """What it gains and loses; None when there are too few examples to tell, or nothing had changed."""
    examples: int
    learned: int
    """Of them, those accepted in the review."""
    waiting: Mapping[str, int]
    """New intents with too few accepted examples to be trained, with how many they have."""


@asynccontextmanager
async def alone(database: Database) -> AsyncGenerator[None]:
    """One training at a time, on all nodes. Raises `AlreadyTraining`."""
    async with database.connect() as connection:
        locked = await connection.execute(text("SELECT pg_try_advisory_lock(:lock)"), {"lock": _LOCK})
        if not locked.scalar():
            raise AlreadyTraining
        try:
            yield
        finally:
            await connection.execute(text("SELECT pg_advisory_unlock(:lock)"), {"lock": _LOCK})


async def train_next(
    home: Path,
    pack: Pack,
    versions: Versions,
    examples: LearnedExamples,
    *,
    agree: Callable[[Trial], bool],
    progress: Progress,
    again: bool = False,
    by: AgentId | None = None,
) -> Trained:
    """Trains on the pack as it is now with all that was accepted. Blocks: call it in a process of its own.

    `agree` sees what is gained and lost, and decides whether the new model replaces the old one. Nothing is
    trained when nothing has changed, unless `again`. `by` is who asked for it. Raises `NotTrainable`.
    """
    taught = lesson(pack.training, [learned.example for learned in await examples.all()])
    chosen = await versions.current(bot_of(pack))
    result = Trained(False, None, None, len(taught.data.examples), taught.learned, taught.waiting)
    new = fingerprint(taught.data)
    if chosen is not None and chosen.version.id == new and not again:
        if chosen.pack != fingerprint(pack.training):
            await versions.choose(new, pack, How.TRAINED, by)  # the same content, said by other files
        return result
    before = chosen or await versions.latest()
    serving = await versions.data(before.version.id) if before is not None else None
    trials = home / TRIALS
    try:
        trial = try_out(
            serving,
            taught.data,
            lambda data, told: model_of(trials, data, told),
            lambda step, done: progress("comparing", done * _COMPARING),
        )
    except TooLittleData:
        trial = None
    if trial is not None and not agree(trial):
        return replace(result, trial=trial)
    model = model_of(
        home / MODELS, taught.data, lambda step, done: progress(step, _COMPARING + done * (1 - _COMPARING))
    )
    measured = None if trial is None else (trial.held_out, trial.after)
    version = version_of(model, taught, measured)
    await versions.add(version, taught.data, home / MODELS / version.id)
    await versions.choose(version.id, pack, How.TRAINED, by)
    note_chosen(home, fingerprint(pack.training), version.id)
    return replace(result, replaced=True, version=version, trial=trial)


_COMPARING = 0.6
"""Share of the whole time that the comparison takes: two trainings on four fifths beside one on all."""
