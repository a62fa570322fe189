"""Words that a misspelt one may stand for."""

import re
from collections.abc import Iterator
from itertools import islice, product
from string import ascii_lowercase

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from prosa.language.spelling.lexicon import Lexicon
from prosa.language.spelling.sounds import SOUNDS, sound

_HISS = ("s", "ss", "c", "z", "sc", "x", "xc")
_WAYS = {hiss: (hiss, *(other for other in _HISS if other != hiss)) for hiss in _HISS} | {
    "x": ("x", "ch", "s", "ss", "z", "c"),
    "ch": ("ch", "x"),
    "g": ("g", "j"),
    "j": ("j", "g"),
}
_RESPELT = re.compile(r"(ss|s?c(?=[ei])|xc(?=[ei])|c(?=ao$|oes$)|ch|[szxj]|g(?=[ei]))")
_MOST_RESPELLINGS = 400

_FURTHEST = 2
_MANY = 12


def alike(word: str, plain: str, lexicon: Lexicon) -> Iterator[str]:
    """Plain forms that sound the same."""
    yield from lexicon.sounds.get(sound(word), ())
    if word != plain:
        yield from lexicon.sounds.get(sound(plain), ())


def one_slip_away(word: str, plain: str, lexicon: Lexicon) -> Iterator[str]:
    """Plain forms at one edit, of the letters or of the sound."""
    yield from (near for near in edits(plain) if near in lexicon.weights)
    for near in edits(sound(word), SOUNDS):
        yield from lexicon.sounds.get(near, ())


def two_slips_away(word: str, lexicon: Lexicon) -> Iterator[str]:
    """Plain forms whose sound is at most two edits away and begins alike."""
    key = sound(word)
    nearest = extract(
        key, lexicon.sounds_from(key[:1]), scorer=OSA.distance, score_cutoff=_FURTHEST, limit=_MANY
    )
    for near, _, _ in nearest:
        yield from lexicon.sounds[near]


def respellings(plain: str) -> list[str]:
    """Other ways to write the same sounds without accents: "colizao" may be "colisao" or "colissao"."""
    parts = _RESPELT.split(plain)
    ways = [_WAYS.get(part, (part,)) for part in parts]
    return ["".join(way) for way in islice(product(*ways), _MOST_RESPELLINGS)]


def edits(word: str, letters: str = ascii_lowercase) -> Iterator[str]:
    """Everything one insertion, deletion, substitution or swap away."""
    for place in range(len(word) + 1):
        head, tail = word[:place], word[place:]
        for letter in letters:
            yield f"{head}{letter}{tail}"
        if not tail:
            continue
        rest = tail[1:]
        yield head + rest
        for letter in letters:
            yield f"{head}{letter}{rest}"
        if rest:
            yield f"{head}{rest[0]}{tail[0]}{rest[1:]}"
