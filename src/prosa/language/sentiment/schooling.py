"""Makes `judge.npz` from the word lists: `python -m prosa.language.sentiment.schooling` (about 40 s)."""

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold
from sklearn.svm import SVC

from prosa.language.cleaning import clean
from prosa.language.encoders.universal import NAME, shared_encoder
from prosa.language.normalise import normalise
from prosa.language.scope import Matrix
from prosa.language.sentiment.hearing import hear
from prosa.language.sentiment.judge import MOODS, Judge, Likeness, saved, signals
from prosa.language.sentiment.said import sentences
from prosa.language.wordlists.reading import lines

_DIRECTIONS = 96
_SHARPNESS = 1.0
_LIKENESS_C = 10.0
_JUDGE_C = 1.0
_FOLDS = 5
_NEITHER, _TWO_MINDS = 1, 3

Numbers = NDArray[np.int64]


def made_from() -> str:
    """Digest of all that the judge depends on besides code: the lists and the encoder."""
    content = "\n".join((NAME, *lines("moods.txt"), *lines("moods_said.txt")))
    return hashlib.sha256(content.encode()).hexdigest()


def school() -> Judge:
    """Learns the judge. Deterministic for given lists and library versions."""
    said = sentences()
    texts = [normalise(clean(one.text).text) for one in said]
    heard = [hear(clean(one.text).text, text) for one, text in zip(said, texts, strict=True)]
    moods = np.asarray([one.mood for one in said], dtype=np.int64)
    groups = np.asarray([one.line for one in said], dtype=np.int64)
    vectors = shared_encoder().encode(texts)
    # The weighing sees only likeness to lines other than the sentence's own, as with a new message.
    unseen = np.zeros((len(said), MOODS), dtype=np.float32)
    folds = cast(Any, GroupKFold(_FOLDS, shuffle=True, random_state=0))
    for kept, held in folds.split(vectors, moods, groups):
        unseen[held] = _fit_likeness(vectors[kept], moods[kept]).of(vectors[held])
    weighing = cast(Any, LogisticRegression(C=_JUDGE_C, class_weight="balanced", max_iter=2000))
    weighing.fit(signals(heard, unseen), np.where(moods == _TWO_MINDS, _NEITHER, moods))
    return Judge(
        _fit_likeness(vectors, moods),
        weighing.coef_.T.astype(np.float32),
        weighing.intercept_.astype(np.float32),
        made_from(),
    )


def _fit_likeness(vectors: Matrix, moods: Numbers) -> Likeness:
    projection: Matrix = np.linalg.svd(vectors, full_matrices=False)[2][:_DIRECTIONS].T
    projected = (vectors @ projection).astype(np.float32)
    machines = [_fit_machine(projected, moods == mood) for mood in range(MOODS)]
    used = np.unique(np.concatenate([machine.support_ for machine in machines]))
    weights = np.zeros((len(vectors), MOODS), dtype=np.float32)
    for mood, machine in enumerate(machines):
        weights[machine.support_, mood] = machine.dual_coef_[0]
    bias = np.asarray([machine.intercept_[0] for machine in machines], dtype=np.float32)
    return Likeness.to(projected[used], weights[used], bias, projection, _SHARPNESS)


def _fit_machine(vectors: Matrix, members: NDArray[np.bool_]) -> Any:
    machine = cast(Any, SVC)(C=_LIKENESS_C, gamma=_SHARPNESS, class_weight="balanced")
    return machine.fit(vectors, members)


def main(arguments: Sequence[str] = ()) -> None:
    """Writes the file beside this module."""
    Path(__file__).with_name("judge.npz").write_bytes(saved(school()))


if __name__ == "__main__":
    main()
