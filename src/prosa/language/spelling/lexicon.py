"""The Portuguese words that every speller knows, and how often each is said."""

import gzip
import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from prosa.language import slang
from prosa.language.spelling.brazilian import brazilian, with_closed_vowels
from prosa.language.spelling.plain import plain_form
from prosa.language.spelling.sounds import sound
from prosa.language.spelling.unsaid import UnsaidWords
from prosa.language.wordlists import common_words, core_words, expressions

_UNSAID = 50
"""The count that the frequency list gives to words of its dictionary that nobody said."""

_CORE = 20_000
_DERIVED = 400
_EXPRESSION = 50_000
"""How often words of our own lists count as said, at least; "que" counts ten million, "boleto" would none."""


class Lexicon:
    """Words by their letters, by their letters without accents and by their sound. Not changed once built.

    A plain form has no accents, and no spaces or hyphens either ("a partir", "micro-ondas").
    """

    def __init__(self, counts: Mapping[str, int]) -> None:
        self.counts = counts
        self.total = sum(counts.values())
        together = "\n".join(counts).replace(" ", "").replace("-", "")
        plain_forms, keys = plain_form(together).split("\n"), sound(together).split("\n")
        self.weights: dict[str, int] = {}
        self.written: dict[str, str] = {}
        """Of each plain form the word that is said most."""
        sounds: dict[str, dict[str, None]] = {}
        for word, plain, key in zip(counts, plain_forms, keys, strict=True) if counts else ():
            other = self.written.setdefault(plain, word)
            if (counts[other], other) < (counts[word], word):
                self.written[plain] = word
            self.weights[plain] = self.weights.get(plain, 0) + counts[word]
            sounds.setdefault(key, {})[plain] = None
        self.sounds = {key: tuple(forms) for key, forms in sounds.items()}
        self._beginning: dict[str, list[str]] = {}
        for key in self.sounds:
            self._beginning.setdefault(key[:1], []).append(key)

    def sounds_from(self, first: str) -> list[str]:
        """The sounds of known words that begin with this one."""
        return self._beginning.get(first, [])


@cache
def general() -> tuple[Lexicon, UnsaidWords]:
    """The built-in vocabulary: words that people say, and words that are merely right.

    Takes about 1 s and 80 MB.
    """
    said, times, unsaid = _listed()
    counts = dict(zip(said.split("\n"), times, strict=True))
    for there, here in zip(said.split("\n"), brazilian(said).split("\n"), strict=True):
        if there != here:
            counts[here] = counts.get(here, 0) + 2 * counts[there]
    for word in common_words():
        counts[word] = max(counts.get(word, 0), _DERIVED)
    for word in core_words() | slang.EXPANDED:
        counts[word] = max(counts.get(word, 0), _CORE)
    rest = UnsaidWords(f"{unsaid}\n{_of_brazil(unsaid)}")
    plain = set(plain_form("\n".join(counts)).split("\n"))
    for expression in expressions():
        together = plain_form(expression).replace(" ", "")
        if together not in plain and not rest.written(together):
            counts[expression] = _EXPRESSION
    return Lexicon(counts), rest


def _of_brazil(european: str) -> str:
    pairs = zip(european.split("\n"), with_closed_vowels(european).split("\n"), strict=True)
    return "\n".join(here for there, here in pairs if here != there)


def _listed() -> tuple[str, list[int], str]:
    """Words said, one a line, how often each, and words unsaid.

    The words of a dictionary of European Portuguese, counted in film subtitles.
    """
    # Its own reader would take twice the time and memory, and keep what we do not need.
    packed = files("spellchecker").joinpath("resources", "pt.json.gz").read_bytes()
    listed: dict[str, int] = json.loads(gzip.decompress(packed))
    said = {word: count for word, count in listed.items() if count > _UNSAID}
    # Text, not words: else the words we keep would lie among those we drop, and hold on to their memory.
    return (
        "\n".join(said),
        list(said.values()),
        "\n".join(word for word, count in listed.items() if count <= _UNSAID),
    )
