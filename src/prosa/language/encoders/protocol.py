"""What a sentence encoder is to those who train and ask models."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float32]


class Encoder(Protocol):
    """Text to vectors. Safe to call from several threads at once."""

    @property
    def name(self) -> str:
        """What vectors depend on; part of a model's fingerprint. Holds no secret."""
        ...

    @property
    def can_fail(self) -> bool:
        """Whether `encode` may raise `EncoderUnavailable`: a model then learns to do without it as well."""
        ...

    def encode(self, texts: Sequence[str], *, patient: bool = False, width: int | None = None) -> Matrix:
        """One row of float32 of length 1 for each text, all of the same width; zeros for an empty text.

        `patient` is for training: nobody waits for the answer, so it may take minutes to come by. Rows that
        are not of the `width` a model was trained on are `EncoderUnavailable` too: no answer to work with.
        """
        ...


@runtime_checkable
class StoredEncoder(Encoder, Protocol):
    """An encoder that a model takes along in its folder, and needs from nowhere else."""

    def save(self, folder: Path) -> None:
        """Writes it into this folder, which does not exist yet."""
        ...


@runtime_checkable
class TunableEncoder(Protocol):
    """An encoder that learns from a pack's examples before it encodes."""

    @property
    def name(self) -> str:
        """What vectors depend on besides the examples."""
        ...

    def tuned(
        self,
        texts: Sequence[str],
        intents: Sequence[str],
        held_out: Sequence[int],
        progress: Callable[[float], None],
    ) -> StoredEncoder:
        """One that tells these intents apart. Those that `held_out` indexes only say when to stop.

        Calibration needs examples that the encoder was not fitted to: these.
        """
        ...
