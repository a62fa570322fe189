"""The words of a pack's examples, without the slips in them."""

import re
from collections import Counter
from collections.abc import Callable, Iterable

from prosa.language.spelling.pairs import counted_pairs
from prosa.language.spelling.speller import Speller

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_OFTEN = 3
"""A word seen as often as this is meant as it stands."""


def vocabulary(texts: Iterable[str], trusted: Callable[[str], bool]) -> dict[str, int]:
    """Counts for a `Speller`: the words of a pack's examples and their pairs, without the slips in them.

    A word that examples write once or twice, near a frequent or a Portuguese one, is taken for a slip.
    """
    messages = [_WORD.findall(text) for text in texts]
    seen = Counter(word for message in messages for word in message)
    often = {word: count for word, count in seen.items() if count >= _OFTEN}
    frequent = Speller(often, (), trusted)
    meant = {word: word if word in often else frequent.correct(word) for word in seen}
    counts = {word: count for word, count in seen.items() if meant[word] == word}
    return counts | counted_pairs([meant[word] for word in message] for message in messages)
