"""What training finds out, and the fingerprint that says whether it still holds."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from functools import cache
from pathlib import Path

from prosa.language.encoders import universal
from prosa.language.encoders.protocol import Encoder, TunableEncoder
from prosa.language.encoders.registry import UNIVERSAL, registry
from prosa.language.features import NgramVectoriser
from prosa.language.intents import IntentClassifier
from prosa.language.training import Pattern, Phrase, TrainingData

FORMAT = 3
"""Version of the stored form. Raise it when a stored model can no longer be read."""


@dataclass(frozen=True, slots=True)
class Learned:
    """Everything a model needs besides the encoder: plain data, nothing to run."""

    fingerprint: str
    spelling: Mapping[str, int]
    """How often each word was seen, for the speller."""
    protected: tuple[str, ...]
    """Names that the speller leaves alone."""
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
    described = {"format": FORMAT, "code": _code_digest(), "data": content}
    canonical = json.dumps(described, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


@cache
def _code_digest() -> str:
    """Hash of this package: a change in how words are normalised must retrain, and nobody would say so."""
    digest = hashlib.sha256()
    root = Path(__file__).parent
    for path in sorted((*root.rglob("*.py"), *root.rglob("*.txt"))):
        digest.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()
