"""What an embeddings endpoint answers, checked before anyone computes with it."""

import base64
import binascii
from collections.abc import Sequence
from typing import Annotated

import numpy as np
from pydantic import BaseModel, Field, ValidationError

from prosa.language.encoders.protocol import Matrix

MAX_WIDTH = 16_384


class Nonsense(Exception):
    """This is no answer to what was asked."""


class _Embedding(BaseModel):
    index: Annotated[int, Field(ge=0)]
    embedding: Sequence[float] | str
    """Numbers, or float32 in little-endian base64: servers give either, whatever is asked for."""


class _Answer(BaseModel):
    data: Sequence[_Embedding]


def read_embeddings(content: bytes, count: int, width: int | None = None) -> Matrix:
    """A row for each of `count` texts, in the order in which they were sent. Raises `Nonsense`."""
    try:
        answer = _Answer.model_validate_json(content)
    except ValidationError as error:
        raise Nonsense(f"{error.error_count()} mistakes") from None  # its text would quote the answer
    if sorted(item.index for item in answer.data) != list(range(count)):
        raise Nonsense("not one row a text")
    rows = [_row(item.embedding) for item in sorted(answer.data, key=lambda item: item.index)]
    widths = {len(row) for row in rows}
    if len(widths) != 1 or not 0 < min(widths) <= MAX_WIDTH or (width is not None and widths != {width}):
        raise Nonsense("rows of another width")
    vectors = np.stack(rows)
    if not np.isfinite(vectors).all() or not vectors.any(axis=1).all():
        raise Nonsense("a row without a direction")
    return vectors


def _row(embedding: Sequence[float] | str) -> Matrix:
    if not isinstance(embedding, str):
        with np.errstate(over="ignore"):
            return np.asarray(embedding, dtype=np.float64).astype(np.float32)
    try:
        content = base64.b64decode(embedding, validate=True)
        return np.frombuffer(content, dtype="<f4").astype(np.float32)
    except (binascii.Error, ValueError) as error:
        raise Nonsense("neither numbers nor base64") from error
