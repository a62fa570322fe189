"""A batch of messages as the classifier sees them: their meaning, what lies below it, and their wording."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from prosa.language.encoders.protocol import Matrix
from prosa.language.features import SparseRow


@dataclass(frozen=True, slots=True)
class Views:
    """n messages. `deep` has no columns where the encoder does not show its inside."""

    vectors: Matrix
    """The encoder's unit vectors, n × its width."""
    deep: Matrix
    """Unit vectors of the layer below, n × depth."""
    rows: Sequence[SparseRow]
    """Word and character n-grams."""

    def __len__(self) -> int:
        return len(self.vectors)

    def subset(self, indices: NDArray[np.int64]) -> "Views":
        """The messages with these indices, in their order."""
        positions: list[int] = indices.tolist()
        return Views(self.vectors[indices], self.deep[indices], [self.rows[each] for each in positions])

    def followed_by(self, others: "Views") -> "Views":
        """These messages and then the others."""
        return Views(
            np.concatenate([self.vectors, others.vectors]),
            np.concatenate([self.deep, others.deep]),
            [*self.rows, *others.rows],
        )


def no_depth(vectors: Matrix) -> Matrix:
    """The deep view of an encoder that shows nothing but its vectors."""
    return np.zeros((len(vectors), 0), dtype=np.float32)
