"""Sparse rows as the matrix that linear algebra takes."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix

from prosa.language.features import SparseRow


def sparse_matrix(rows: Sequence[SparseRow], width: int) -> Any:
    """The rows as one compressed matrix of `width` columns."""
    lengths = np.fromiter((len(row.columns) for row in rows), dtype=np.int64, count=len(rows))
    pointers = np.concatenate([np.zeros(1, np.int64), np.cumsum(lengths)])
    columns = np.concatenate([row.columns for row in rows])
    weights = np.concatenate([row.weights for row in rows])
    return csr_matrix((weights, columns, pointers), shape=(len(rows), width))
