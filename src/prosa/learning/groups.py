"""Groups of messages that mean about the same. Pure.

Average linkage: the two groups that are nearest to each other, by the mean cosine of their messages, become
one, until no two are near. Found along chains of nearest neighbours (F. Murtagh, 1983), in time that grows as
the square of the messages. Nothing is drawn by chance.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from prosa.learning.naming import Name, names_for

NEAR = 0.4
"""Mean cosine from which groups become one; docs/learning.md shows how it was chosen."""
USUAL_WEIGHT = 100
SMALLEST = 3
"""Messages that make a group."""
LARGEST_INPUT = 3000
"""Messages that are grouped at a time: their similarities take 36 MB."""

Matrix = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Group:
    """Messages that mean about the same, by their place in what was given; nearest to the centre first."""

    members: tuple[int, ...]
    name: Name
    closeness: float
    """Mean cosine of the members to the centre."""


def centred(vectors: Matrix, usual: NDArray[np.float32]) -> Matrix:
    """Unit vectors without what all messages have in common: what is left tells subjects apart.

    `usual` is the mean of messages about everything. It counts as much as `USUAL_WEIGHT` of these: of a few
    that are all about one subject, their own mean would be that subject.
    """
    count = len(vectors)
    common = (vectors.sum(axis=0) + USUAL_WEIGHT * usual) / (count + USUAL_WEIGHT)
    moved = vectors - common
    return moved / np.maximum(np.linalg.norm(moved, axis=1, keepdims=True), np.float32(1e-6))


def group(
    texts: Sequence[str], vectors: Matrix, *, near: float = NEAR, smallest: int = SMALLEST
) -> list[Group]:
    """The groups, largest first. One vector of `centred` for each text, `LARGEST_INPUT` at most."""
    if len(texts) != len(vectors):
        raise ValueError(f"{len(texts)} texts with {len(vectors)} vectors")
    if len(texts) > LARGEST_INPUT:
        raise ValueError(f"{len(texts)} messages; {LARGEST_INPUT} can be grouped at a time")
    found = [
        _nearest_first(members, vectors) for members in _linked(vectors, near) if len(members) >= smallest
    ]
    names = names_for(texts, [members for members, _ in found])
    groups = [Group(members, name, close) for (members, close), name in zip(found, names, strict=True)]
    return sorted(groups, key=lambda each: (-len(each.members), each.members))


def _linked(vectors: Matrix, near: float) -> list[list[int]]:
    """All groups, those of one message too."""
    similar = vectors @ vectors.T
    np.fill_diagonal(similar, -np.inf)
    groups = {place: [place] for place in range(len(vectors))}
    waiting = set(groups)
    chain: list[int] = []
    while chain or waiting:
        last = chain[-1] if chain else min(waiting)
        if not chain:
            chain.append(last)
        row = similar[last]
        nearest = int(row.argmax())
        # On a tie the one before, or a chain would run in a circle.
        if len(chain) > 1 and row[chain[-2]] >= row[nearest]:
            nearest = chain[-2]
        if row[nearest] < near:
            # A mean is never above its parts: nothing will come near this group any more.
            similar[last, :] = similar[:, last] = -np.inf
            waiting.discard(chain.pop())
        elif len(chain) > 1 and nearest == chain[-2]:
            del chain[-2:]
            _merge(nearest, last, groups, similar)
            waiting.discard(last)
        else:
            chain.append(nearest)
    return list(groups.values())


def _merge(into: int, other: int, groups: dict[int, list[int]], similar: Matrix) -> None:
    ours, theirs = len(groups[into]), len(groups[other])
    mean = (similar[into] * ours + similar[other] * theirs) / (ours + theirs)
    similar[into, :] = similar[:, into] = mean
    similar[into, into] = -np.inf
    similar[other, :] = similar[:, other] = -np.inf
    groups[into] += groups.pop(other)


def _nearest_first(members: Sequence[int], vectors: Matrix) -> tuple[tuple[int, ...], float]:
    """The members by their cosine to the group's centre, and its mean."""
    own = vectors[sorted(members)]
    centre = own.mean(axis=0)
    closeness: Matrix = own @ (centre / max(float(np.linalg.norm(centre)), 1e-6))
    order: list[int] = np.argsort(-closeness, kind="stable").tolist()
    return tuple(sorted(members)[place] for place in order), float(closeness.mean())
