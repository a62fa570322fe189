"""The place in a text where something was found, with the words marked. Pure."""

import re
from collections.abc import Sequence

from prosa.console.listing.schemas import Piece
from prosa.knowledge.terms import stems
from prosa.language.entities.reading import digits_of

BEFORE = 50
"""Characters shown before the first word that was found."""
LONGEST = 160

_TOKEN = re.compile(r"\+?\(?\d[\d().\s/-]{5,24}\d|\w+")


def snippet(text: str, wanted: Sequence[str]) -> tuple[Piece, ...]:
    """At most `LONGEST` characters around the first of these stems, on one line; "…" where it is cut."""
    line = " ".join(text.split())
    matches = [match.span() for match in _TOKEN.finditer(line) if _is_wanted(match.group(), set(wanted))]
    start = _word_start(line, max(0, matches[0][0] - BEFORE)) if matches else 0
    end = min(len(line), start + LONGEST)
    pieces = [Piece(text="…")] if start > 0 else []
    at = start
    for begin, stop in matches:
        if stop > end:
            break
        if begin > at:
            pieces.append(Piece(text=line[at:begin]))
        pieces.append(Piece(text=line[begin:stop], match=True))
        at = stop
    if at < end:
        pieces.append(Piece(text=line[at:end]))
    if end < len(line):
        pieces.append(Piece(text="…"))
    return tuple(pieces)


def _is_wanted(token: str, wanted: set[str]) -> bool:
    digits = digits_of(token)
    if len(digits) > 6 and any(digits.endswith(word) for word in wanted if word.isdecimal()):
        return True
    return not wanted.isdisjoint(stems(token))


def _word_start(line: str, at: int) -> int:
    """The beginning of the word at this place, unless it is a very long one."""
    space = line.rfind(" ", max(0, at - 20), at + 1)
    return at if space < 0 else space + 1
