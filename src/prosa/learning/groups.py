"""Groups of messages that mean about the same. Pure.

The message with the most others near it becomes a group's centre, those become its members, and so on with
what is left (D. Butina, 1999). Every member is near the centre, so a group cannot drift from one subject to
the next as chains of neighbours do; what is near nothing stays alone. Nothing is drawn by chance.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from prosa.learning.naming import Name, names_for

NEAR = 0.7
"""Cosine from which two messages mean about the same; see docs/learning.md for how it was chosen."""
SMALLEST = 3
"""Messages that make a group."""
LARGEST_INPUT = 3000
"""Messages that are grouped at a time: their similarities take 36 MB."""
_BLOCK = 512


@dataclass(frozen=True, slots=True)
class Group:
    """Messages that mean about the same, by their place in what was given; nearest to the centre first."""

    members: tuple[int, ...]
    name: Name
    closeness: float
    """Mean cosine of the members to the centre."""


def group(
    texts: Sequence[str], vectors: NDArray[np.float32], *, near: float = NEAR, smallest: int = SMALLEST
) -> list[Group]:
    """The groups, largest first. One unit vector for each text, `LARGEST_INPUT` at most."""
    if len(texts) != len(vectors):
        raise ValueError(f"{len(texts)} texts with {len(vectors)} vectors")
    if len(texts) > LARGEST_INPUT:
        raise ValueError(f"{len(texts)} messages; {LARGEST_INPUT} can be grouped at a time")
    found = _around_centres(vectors, near, smallest) if len(texts) else []
    names = names_for(texts, [members for members, _ in found])
    groups = [
        Group(members, name, closeness) for (members, closeness), name in zip(found, names, strict=True)
    ]
    return sorted(groups, key=lambda each: (-len(each.members), each.members))


def _around_centres(
    vectors: NDArray[np.float32], near: float, smallest: int
) -> list[tuple[tuple[int, ...], float]]:
    similar = vectors @ vectors.T
    adjacent = similar >= near
    # Rounding must not keep anybody from being near itself.
    np.fill_diagonal(adjacent, val=True)
    counts = adjacent.sum(axis=1)
    groups: list[tuple[tuple[int, ...], float]] = []
    while (most := int(counts.max())) >= smallest:
        centre = _centre(np.flatnonzero(counts == most), adjacent, similar)
        members = np.flatnonzero(adjacent[centre])
        nearest_first = members[np.argsort(-similar[centre, members], kind="stable")]
        groups.append((tuple(map(int, nearest_first)), float(similar[centre, members].mean())))
        counts -= adjacent[:, members].sum(axis=1)
        adjacent[members, :] = False
        adjacent[:, members] = False
        counts[members] = 0
    return groups


def _centre(candidates: NDArray[np.intp], adjacent: NDArray[np.bool_], similar: NDArray[np.float32]) -> int:
    """Of messages with equally many near them, the one that they are nearest to."""
    block = candidates[:_BLOCK]
    closeness = np.where(adjacent[block], similar[block], 0).sum(axis=1)
    return int(block[np.argmax(closeness)])
