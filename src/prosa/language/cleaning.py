"""Removes what only a machine sees in a text, and remembers where every kept character came from."""

import re
import unicodedata
from dataclasses import dataclass

from prosa.language.lookalikes import is_look_alike, latinised

CLEAN_LIMIT = 4000
"""Characters of a message that are looked at; the rest is kept in the log but not read."""

_KEEP_WHOLE = frozenset("ªº")
"""NFKC would make the ordinal signs plain letters, and "nº 10" would become "no 10" ("in the 10")."""

_SPACES = frozenset("\t\n\r\v\f\x85\u1680\u2028\u2029\u2800")
_UNSEEN = frozenset(("Cc", "Cf", "Cs", "Cn", "Co", "Me"))
_FILLERS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u3164\uffa0")
"""Letters and marks by name, and nothing to the eye."""

_NEEDS_WORK = re.compile(r"[^\x20-\x7EÀ-ÖØ-öø-ÿªº]")
"""Anything outside printable ASCII and precomposed Latin-1 letters; most messages have none."""

_BEYOND_LATIN = "\u0250"
"""The first character after the Latin letters that European languages write with."""

_READ_MARKS = 8
"""Combining marks after one character that are looked at: sorting thousands of them takes quadratic time."""

_KEPT_MARKS = 2
"""Marks of their own that a character may keep, as Thai and Hebrew need; more only spill over lines."""


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A text without invisible or look-alike characters, and the way back to the original.

    Character i of `text` came from `original[starts[i]:ends[i]]`. Both are None when nothing changed.
    """

    text: str
    starts: tuple[int, ...] | None = None
    ends: tuple[int, ...] | None = None

    def original_span(self, start: int, end: int) -> tuple[int, int]:
        """Where `text[start:end]` (not empty) stands in the original."""
        if self.starts is None or self.ends is None:
            return start, end
        return self.starts[start], self.ends[end - 1]


def clean(original: str, limit: int = CLEAN_LIMIT) -> Cleaned:
    """Compatibility forms composed, controls, bidi marks and zero-width characters gone, spaces plain.

    Reads the first `limit` characters. Any string is accepted, lone surrogates included.
    """
    original = original[:limit]
    if not _NEEDS_WORK.search(original):
        return Cleaned(original)
    kept: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for start, end in _clusters(original):
        plain = _plain(original[start:end])
        kept.append(plain)
        starts.extend([start] * len(plain))
        ends.extend([end] * len(plain))
    return Cleaned(latinised("".join(kept)), tuple(starts), tuple(ends))


def _clusters(text: str) -> list[tuple[int, int]]:
    """Spans of a character with the marks that follow it: what NFKC may compose."""
    spans: list[tuple[int, int]] = []
    start = 0
    for position in range(1, len(text)):
        if not unicodedata.category(text[position]).startswith("M"):
            spans.append((start, position))
            start = position
    if text:
        spans.append((start, len(text)))
    return spans


def _plain(cluster: str) -> str:
    if cluster in _KEEP_WHOLE:
        return cluster
    composed = _few_marks(unicodedata.normalize("NFKC", cluster[: 1 + _READ_MARKS]))
    return "".join(
        " " if character in _SPACES else _ascii_digit(character)
        for character in composed
        if character in _SPACES or not _invisible(character)
    )


def _few_marks(composed: str) -> str:
    """Without the marks that no letter took up: all of them on a Latin letter, all but two on others."""
    if len(composed) == 1:
        return composed
    marks = [place for place, character in enumerate(composed) if unicodedata.combining(character)]
    allowed = 0 if composed[0] < _BEYOND_LATIN or is_look_alike(composed[0]) else _KEPT_MARKS
    return "".join(character for place, character in enumerate(composed) if place not in marks[allowed:])


def _ascii_digit(character: str) -> str:
    return str(unicodedata.decimal(character)) if character.isdecimal() else character


def _invisible(character: str) -> bool:
    """Controls, format marks (zero width, bidi), surrogates, unassigned, enclosing marks, and fillers."""
    return unicodedata.category(character) in _UNSEEN or character in _FILLERS or "︀" <= character <= "️"
