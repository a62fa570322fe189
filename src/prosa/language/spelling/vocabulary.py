"""The words of a pack's examples, without the slips in them."""

import re
from collections import Counter
from collections.abc import Callable, Iterable

from prosa.language.spelling.speller import Speller

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_OFTEN = 3
"""A word seen as often as this is meant as it stands."""


def vocabulary(texts: Iterable[str], trusted: Callable[[str], bool]) -> dict[str, int]:
    """Word counts for a `Speller`: the words of a pack's examples, without the slips in them.

    A word that examples write once or twice, near a frequent or a Portuguese one, is taken for a slip.
    """
    seen = Counter(word for text in texts for word in _WORD.findall(text))
    counts = {word: count for word, count in seen.items() if count >= _OFTEN}
    frequent = Speller(counts, (), trusted)
    meant = {word: n for word, n in seen.items() if n < _OFTEN and frequent.correct(word) == word}
    return counts | meant
