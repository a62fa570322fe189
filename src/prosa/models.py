"""Trained models in the data folder: trained once for each content, then loaded."""

import io
import shutil
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path, PurePosixPath

import structlog

from prosa.language.model import Model, ModelUnreadable, fingerprint, train
from prosa.language.training import TrainingData
from prosa.packs.schema import Pack

KEPT = 3
"""Older models that stay, so that going back to a pack's last version needs no training."""
MODELS = "models"
"""The folder, in the data folder, of models that serve."""
TRIALS = "trials"
"""Of those that were only trained to be compared."""

Progress = Callable[[str, float], None]
"""Told which step runs and how much of it all is done, 0 to 1."""

log = structlog.get_logger()


def model_folder(home: Path, pack: Pack) -> Path:
    """Where the model for exactly this training data lies, or will."""
    return home / MODELS / fingerprint(pack.training)


def is_trained(home: Path, pack: Pack) -> bool:
    """Whether there is a model for exactly this training data, or one that was chosen for it."""
    return model_folder(home, pack).is_dir() or _chosen(home, fingerprint(pack.training)).is_file()


def model_for(home: Path, pack: Pack, progress: Progress) -> Model:
    """The model for the pack's own data as it is now, trained first if need be."""
    return model_of(home / MODELS, pack.training, progress)


def model_of(folder: Path, data: TrainingData, progress: Progress) -> Model:
    """The model for exactly this data, kept in a folder of models; trained first if need be."""
    own = folder / fingerprint(data)
    if own.is_dir():
        try:
            return Model.load(own)
        except ModelUnreadable as error:
            log.warning("kept model is unreadable, training it anew", reason=str(error))
    model = train(data, progress)
    model.save(own)
    forget_old(own)
    return model


def forget_old(newest: Path) -> None:
    """Removes what is older than the last `KEPT` models beside this one."""
    folders = [folder for folder in newest.parent.iterdir() if folder.is_dir() and folder != newest]
    for folder in sorted(folders, key=lambda folder: folder.stat().st_mtime, reverse=True)[KEPT:]:
        shutil.rmtree(folder, ignore_errors=True)


def note_chosen(home: Path, pack: str, version: str) -> None:
    """Notes on this machine which model serves a pack, for `is_trained`; the database is what decides."""
    note = _chosen(home, pack)
    note.parent.mkdir(parents=True, exist_ok=True)
    note.write_text(version, encoding="utf-8")


def archive(folder: Path) -> bytes:
    """A model's folder as one file, for another machine."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as files:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                files.write(path, path.relative_to(folder).as_posix())
    return written.getvalue()


def unpack(archived: bytes, folder: Path) -> None:
    """Puts what `archive` made into a folder that is not there yet, all of it or nothing."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    building = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        with zipfile.ZipFile(io.BytesIO(archived)) as files:
            for name in files.namelist():
                if PurePosixPath(name).is_absolute() or ".." in PurePosixPath(name).parts:
                    raise ModelUnreadable(f"an archive with the file {name!r} is none of ours")
            files.extractall(building)
        building.replace(folder)
    except zipfile.BadZipFile as error:
        raise ModelUnreadable(f"the archive is damaged: {error}") from error
    finally:
        shutil.rmtree(building, ignore_errors=True)


def _chosen(home: Path, pack: str) -> Path:
    return home / "chosen" / pack
