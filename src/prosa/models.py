"""Trained models in the data folder: trained once for each content of a pack, then loaded."""

import shutil
from collections.abc import Callable
from pathlib import Path

import structlog

from prosa.language.model import Model, ModelUnreadable, fingerprint, train
from prosa.packs.schema import Pack

KEPT = 3
"""Older models that stay, so that going back to a pack's last version needs no training."""

Progress = Callable[[str, float], None]
"""Told which step runs and how much of it all is done, 0 to 1."""

log = structlog.get_logger()


def model_folder(home: Path, pack: Pack) -> Path:
    """Where the model for exactly this training data lies, or will."""
    return home / "models" / fingerprint(pack.training)


def is_trained(home: Path, pack: Pack) -> bool:
    """Whether there is a model for exactly this training data."""
    return model_folder(home, pack).is_dir()


def model_for(home: Path, pack: Pack, progress: Progress) -> Model:
    """The model for the pack as it is now, trained first if need be."""
    folder = model_folder(home, pack)
    if folder.is_dir():
        try:
            return Model.load(folder)
        except ModelUnreadable as error:
            log.warning("kept model is unreadable, training it anew", reason=str(error))
    model = train(pack.training, progress)
    model.save(folder)
    _forget_old(folder)
    return model


def _forget_old(newest: Path) -> None:
    folders = [folder for folder in newest.parent.iterdir() if folder.is_dir() and folder != newest]
    for folder in sorted(folders, key=lambda folder: folder.stat().st_mtime, reverse=True)[KEPT:]:
        shutil.rmtree(folder, ignore_errors=True)
