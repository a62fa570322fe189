"""What training finds out, and the fingerprint that says whether it still holds."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from functools import cache
from importlib.metadata import version
from pathlib import Path

from prosa.language.encoders import universal
from prosa.language.encoders.protocol import Encoder, TunableEncoder
from prosa.language.encoders.registry import UNIVERSAL, registry
from prosa.language.features import NgramVectoriser
from prosa.language.intents import IntentClassifier
from prosa.language.training import Pattern, Phrase, TrainingData

FORMAT = 3
"""Version of the stored form. Raise it when a stored model can no longer be read."""

_MEASURING = "evaluation"
"""The folder of figures about models."""


@dataclass(frozen=True, slots=True)
class Learned:
    """Everything a model needs besides the encoder: plain data, nothing to run."""

    fingerprint: str
    spelling: Mapping[str, int]
    """How often each word was seen, for the speller."""
    protected: tuple[str, ...]
    """Names that the speller leaves alone."""
    european: bool
    """Whether the examples are in European Portuguese: then its forms are left as they are."""
    phrases: tuple[Phrase, ...]
    patterns: tuple[Pattern, ...]
    vectoriser: NgramVectoriser
    classifier: IntentClassifier
    encoder: str = universal.NAME
    """Name of the encoder whose vectors `classifier` reads."""
    asked: str = UNIVERSAL
    """What the pack calls it."""
    width: int = universal.DIMENSIONS
    """Width of those vectors."""
    fallback: IntentClassifier | None = None
    """Reads the universal encoder's vectors instead, for when the other does not answer."""


def fingerprint(data: TrainingData, encoder: Encoder | TunableEncoder | None = None) -> str:
    """A hash of everything a model depends on: the data, the encoder, and the code that trains.

    Equal fingerprints mean that training again would give the same model. The encoder is the data's own
    unless another is given. Raises `EncoderUnusable`.
    """
    chosen = encoder or registry.find(data.encoder)
    # Not what the pack calls it, which may be a folder that lies elsewhere on another machine.
    content = asdict(replace(data, encoder=chosen.name if chosen else universal.NAME))
    described = {"format": FORMAT, "code": _own_digest(_portuguese()), "data": content}
    canonical = json.dumps(described, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def _portuguese() -> str:
    """The list of words that the speller corrects into: another one normalises messages differently."""
    return f"pyspellchecker {version('pyspellchecker')}"


@cache
def _own_digest(words: str) -> str:
    """Hash of this package: a change in how words are normalised must retrain, and nobody would say so."""
    return code_digest(Path(__file__).parent, words)


def code_digest(folder: Path, words: str) -> str:
    """Hash of the code and word lists in this folder, and of where other words come from.

    Less what only measures models: none comes out differently for it.
    """
    digest = hashlib.sha256(words.encode())
    for path in sorted((*folder.rglob("*.py"), *folder.rglob("*.txt"))):
        name = path.relative_to(folder)
        if name.parts[0] != _MEASURING:
            digest.update(b"\0" + name.as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()
