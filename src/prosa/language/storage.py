"""A trained model on disk: JSON and arrays, checked by hash; a reader never sees half of one."""

import errno
import hashlib
import json
import shutil
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np

from prosa.language.encoders.protocol import StoredEncoder
from prosa.language.features import NgramVectoriser
from prosa.language.intents import IntentClassifier, LinearHead, Pool, Voters
from prosa.language.learned import FORMAT, Learned
from prosa.language.quadratic import Directions, QuadraticScorer
from prosa.language.scope import ScopeGate
from prosa.language.training import Pattern, Phrase

_MANIFEST = "manifest.json"
_FACTS = "facts.json"
_ARRAYS = "arrays.npz"
_ENCODER = "encoder"
_FALLBACK = "fallback_"
_DIRECTIONS = ("centre", "spread", "basis")
_QUADRATIC = ("by_vector", "by_deep", "by_pair", "by_gram", "bias")
"""Fields in the order of their classes, each an array of its own."""

_ATTEMPTS = 10


class ModelUnreadable(Exception):
    """The folder holds no model, a damaged one, or one of another version. Training again mends it."""


def save(learned: Learned, folder: Path, encoder: StoredEncoder | None = None) -> None:
    """Writes the model beside `folder` and moves it into place, replacing what was there.

    With an `encoder` that the model takes along, it lies in the folder too (`stored_encoder`).
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    building = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        with (building / _ARRAYS).open("wb") as file:
            np.savez(file, **_arrays(learned))
        (building / _FACTS).write_text(json.dumps(_facts(learned), ensure_ascii=False), encoding="utf-8")
        if encoder is not None:
            encoder.save(building / _ENCODER)
        files = sorted(path for path in building.rglob("*") if path.is_file())
        manifest = {
            "format": FORMAT,
            "fingerprint": learned.fingerprint,
            "sha256": {path.relative_to(building).as_posix(): _digest(path) for path in files},
        }
        (building / _MANIFEST).write_text(json.dumps(manifest, indent=2), encoding="utf-8")
        _move_into_place(building, folder)
    finally:
        shutil.rmtree(building, ignore_errors=True)


def load(folder: Path) -> Learned:
    """Reads a model that `save` wrote. Raises `ModelUnreadable`, saying why."""
    manifest = _manifest(folder)
    try:
        for name, expected in manifest["sha256"].items():
            if _digest(folder / name) != expected:
                raise ModelUnreadable(f"{name} in {folder} is damaged: its content is not what was written")
        facts = json.loads((folder / _FACTS).read_text(encoding="utf-8"))
        with np.load(folder / _ARRAYS, allow_pickle=False) as archive:
            return _assemble(str(manifest["fingerprint"]), facts, dict(archive))
    except (OSError, ValueError, KeyError, TypeError, AttributeError, BadZipFile) as error:
        raise ModelUnreadable(f"the model in {folder} cannot be read: {error!r}") from error


def stored_encoder(folder: Path) -> Path | None:
    """Where the encoder lies that the model in this folder took along; None when it took none."""
    return folder / _ENCODER if (folder / _ENCODER).is_dir() else None


def stored_fingerprint(folder: Path) -> str | None:
    """Fingerprint of the model in a folder without loading it; None when there is none that can be read."""
    try:
        return str(_manifest(folder)["fingerprint"])
    except (ModelUnreadable, KeyError):
        return None


def _manifest(folder: Path) -> dict[str, Any]:
    try:
        manifest: dict[str, Any] = json.loads((folder / _MANIFEST).read_text(encoding="utf-8"))
        found = manifest["format"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelUnreadable(f"no model in {folder}: {error!r}") from error
    if found != FORMAT:
        raise ModelUnreadable(f"the model in {folder} has format {found}, this Prosa reads {FORMAT}")
    return manifest


def _move_into_place(building: Path, folder: Path) -> None:
    """A rename is atomic, but not onto a folder that is not empty: an old model steps aside first.

    Another process may put its model there in between; then that one steps aside too.
    """
    aside = Path(tempfile.mkdtemp(prefix=f".{folder.name}-old-", dir=folder.parent))
    try:
        for attempt in range(_ATTEMPTS):
            with suppress(FileNotFoundError):
                folder.replace(aside / str(attempt))
            try:
                building.replace(folder)
            except OSError as error:
                if error.errno not in {errno.ENOTEMPTY, errno.EEXIST} or attempt == _ATTEMPTS - 1:
                    raise
            else:
                return
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _arrays(learned: Learned) -> dict[str, Any]:
    arrays: dict[str, Any] = {"idf": learned.vectoriser.idf}
    for prefix, classifier in _classifiers(learned):
        arrays |= {
            f"{prefix}sharpness": classifier.pool.sharpness,
            f"{prefix}shares": classifier.pool.shares,
            f"{prefix}meaning_weights": classifier.voters.meaning.weights,
            f"{prefix}meaning_bias": classifier.voters.meaning.bias,
            f"{prefix}wording_weights": classifier.voters.wording.weights,
            f"{prefix}wording_bias": classifier.voters.wording.bias,
            **{
                f"{prefix}quadratic_{field}": getattr(classifier.voters.quadratic, field)
                for field in _QUADRATIC
            },
            **{
                f"{prefix}directions_{field}": getattr(classifier.voters.quadratic.directions, field)
                for field in _DIRECTIONS
            },
            f"{prefix}scope_examples": classifier.gate.examples,
            f"{prefix}scope_background": classifier.gate.background,
            f"{prefix}scope_plane": classifier.gate.plane,
            f"{prefix}scope_weights": classifier.gate.weights,
        }
    return arrays


def _facts(learned: Learned) -> dict[str, Any]:
    return {
        "encoder": learned.encoder,
        "asked": learned.asked,
        "width": learned.width,
        "classifiers": {
            prefix: {
                "labels": classifier.labels,
                "temperature": classifier.pool.temperature,
                "scope_plane_bias": classifier.gate.plane_bias,
                "scope_bias": classifier.gate.bias,
            }
            for prefix, classifier in _classifiers(learned)
        },
        # Columns count up in this order: words first, then characters.
        "word_grams": list(learned.vectoriser.words),
        "character_grams": list(learned.vectoriser.characters),
        "spelling": learned.spelling,
        "protected": learned.protected,
        "european": learned.european,
        "phrases": [[phrase.kind, phrase.value, phrase.names] for phrase in learned.phrases],
        "patterns": [[pattern.kind, pattern.expression] for pattern in learned.patterns],
    }


def _assemble(fingerprint: str, facts: Mapping[str, Any], arrays: Mapping[str, Any]) -> Learned:
    words = {gram: column for column, gram in enumerate(facts["word_grams"])}
    characters = {gram: column for column, gram in enumerate(facts["character_grams"], start=len(words))}
    fallback = facts["classifiers"].get(_FALLBACK)
    return Learned(
        fingerprint=fingerprint,
        spelling=facts["spelling"],
        protected=tuple(facts["protected"]),
        european=facts["european"],
        phrases=tuple(Phrase(kind, value, tuple(names)) for kind, value, names in facts["phrases"]),
        patterns=tuple(Pattern(kind, expression) for kind, expression in facts["patterns"]),
        vectoriser=NgramVectoriser(words, characters, arrays["idf"]),
        classifier=_classifier("", facts["classifiers"][""], arrays),
        encoder=facts["encoder"],
        asked=facts["asked"],
        width=facts["width"],
        fallback=_classifier(_FALLBACK, fallback, arrays) if fallback is not None else None,
    )


def _classifiers(learned: Learned) -> list[tuple[str, IntentClassifier]]:
    """Each classifier of the model, with what its arrays' names begin with."""
    fallback = learned.fallback
    return [("", learned.classifier), *([(_FALLBACK, fallback)] if fallback is not None else [])]


def _classifier(prefix: str, facts: Mapping[str, Any], arrays: Mapping[str, Any]) -> IntentClassifier:
    gate = ScopeGate(
        examples=arrays[f"{prefix}scope_examples"],
        background=arrays[f"{prefix}scope_background"],
        plane=arrays[f"{prefix}scope_plane"],
        plane_bias=facts["scope_plane_bias"],
        weights=arrays[f"{prefix}scope_weights"],
        bias=facts["scope_bias"],
    )
    return IntentClassifier(
        labels=tuple(facts["labels"]),
        voters=Voters(
            meaning=LinearHead(arrays[f"{prefix}meaning_weights"], arrays[f"{prefix}meaning_bias"]),
            wording=LinearHead(arrays[f"{prefix}wording_weights"], arrays[f"{prefix}wording_bias"]),
            quadratic=QuadraticScorer(
                Directions(*(arrays[f"{prefix}directions_{field}"] for field in _DIRECTIONS)),
                *(arrays[f"{prefix}quadratic_{field}"] for field in _QUADRATIC),
            ),
        ),
        pool=Pool(arrays[f"{prefix}sharpness"], arrays[f"{prefix}shares"], facts["temperature"]),
        gate=gate,
    )
