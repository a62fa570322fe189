"""Accents as they should be, on words whose letters are right."""

import re
from collections.abc import Callable

from prosa.language.spelling.plain import plain_form
from prosa.language.spelling.words import KnownWords
from prosa.language.wordlists import core_words, names

_TIMES, _TIMES_SHORT = 8, 30
"""A bare form gives way to an accented one that is said so many times as often."""

_SHORT = 2
_SAID_SHORT = 10_000
_SAID_BARE = 5000
"""Bare words said so often have no accents, whatever was typed."""

_TILDE = re.compile("[ãõ]")
_OWN_LETTERS = re.compile("[ãõç]")
_CLOSED = str.maketrans("éó", "êô")
CLITICS = frozenset(
    "me te se nos vos lhe lhes o a os as lo la los las no na nas ei á ás emos ão ia iam".split()
)
_CLITICS_OF_INFINITIVES = frozenset("lo la los las".split())
_BEFORE_HYPHEN = {"pre": "pré", "pos": "pós", "pro": "pró"}


def accented(word: str, words: KnownWords, trusted: Callable[[str], bool]) -> str | None:
    """The word with the accents it should have; None if its letters are not those of a word.

    People drop accents but hardly add them. A bare form that is a word of its own ("esta" beside "está")
    stays as it was typed, unless hardly anyone ever means it.
    """
    plain = plain_form(word)
    if word == plain and plain in core_words():
        return plain
    for known in words.lexicons:
        # A tilde is a letter of its own to who types it: "massã" is no "massa".
        if (best := known.written.get(plain)) and (not _TILDE.search(word) or _TILDE.search(best)):
            said = known.counts[best]
            return (
                best if _is_meant(best, word, plain, said, said / (known.counts.get(word, 0) + 1)) else word
            )
    if (rare := words.unsaid(plain)) and (not _TILDE.search(word) or _TILDE.search(rare[0])):
        stays = word in rare or rare[0] == plain or _differ_in_closing(word, rare[0])
        return word if stays or (word == plain and trusted(word)) else rare[0]
    return None


def accented_parts(word: str, words: KnownWords, trusted: Callable[[str], bool]) -> str:
    """A word with hyphens, its accents mended on either side: "pre-requisitos", "terca-feira"."""
    whole = words.written(plain_form(word).replace("-", ""))
    if "-" in whole and plain_form(whole) == plain_form(word):
        return whole

    def side(part: str) -> str:
        # A side that has an accent may owe it to the hyphen: "torná-lo", "pós-venda".
        if part in CLITICS or len(part) <= _SHORT or not part.isascii():
            return part
        return accented(part, words, trusted) or part

    first, *others = word.split("-")
    if others[0] not in _CLITICS_OF_INFINITIVES:
        first = _BEFORE_HYPHEN.get(first) or side(first)
    return "-".join((first, *map(side, others)))


def _is_meant(best: str, word: str, plain: str, said: int, times: float) -> bool:
    """Whether `best`, said `said` times, and `times` as often as the word, is what was meant by it."""
    if word != plain:
        return (best != plain or said >= _SAID_BARE) and not _differ_in_closing(word, best)
    if plain in names() and not _OWN_LETTERS.search(best):
        return False
    if len(plain) <= _SHORT:
        return times >= _TIMES_SHORT and said >= _SAID_SHORT
    return times >= _TIMES


def _differ_in_closing(word: str, other: str) -> bool:
    """Whether two words differ as Brazil and Portugal do: "turnê" and "turné"."""
    return word.translate(_CLOSED) == other.translate(_CLOSED)
