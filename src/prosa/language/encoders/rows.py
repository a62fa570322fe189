"""Vectors of which only the direction counts."""

import numpy as np

from prosa.language.encoders.protocol import Matrix


def unit_rows(rows: Matrix) -> Matrix:
    """Each row at length 1; rows of zeros stay."""
    return rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), np.float32(1e-9))
