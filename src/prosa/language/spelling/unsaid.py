"""Words that are right and that hardly anyone says: 400,000 of them in 10 MB."""

from collections.abc import Sequence

import numpy as np

from prosa.language.spelling.plain import plain_form


class UnsaidWords:
    """Lower-case words found by their letters without accents. Not changed once built."""

    def __init__(self, words: str) -> None:
        """Takes the words one a line."""
        # A set of strings would take five times the memory, for words that one message in fifty has.
        self._text = words
        written, plain = words.split("\n"), plain_form(words).split("\n")
        hashes = np.fromiter(map(hash, plain), np.int64, len(plain))
        lengths = np.fromiter(map(len, written), np.int64, len(written))
        ends = np.cumsum(lengths + 1) - 1
        order = np.argsort(hashes, kind="stable")
        self._hashes = hashes[order]
        self._starts = (ends - lengths)[order].astype(np.int32)
        self._ends = ends[order].astype(np.int32)

    def written(self, plain: str) -> list[str]:
        """The words that have these letters, accents aside."""
        return self._at(plain, int(np.searchsorted(self._hashes, hash(plain))))

    def among(self, plain: Sequence[str]) -> list[str]:
        """Those of the plain forms that belong to a word here."""
        hashes = np.fromiter(map(hash, plain), np.int64, len(plain))
        places = np.searchsorted(self._hashes, hashes)
        inside = places < len(self._hashes)
        inside[inside] = self._hashes[places[inside]] == hashes[inside]
        return [form for form, found in zip(plain, inside, strict=True) if found]

    def _at(self, plain: str, place: int) -> list[str]:
        found: list[str] = []
        sought = hash(plain)
        while place < len(self._hashes) and self._hashes[place] == sought:
            word = self._text[self._starts[place] : self._ends[place]]
            if plain_form(word) == plain:
                found.append(word)
            place += 1
        return found
