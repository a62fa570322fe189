"""Names for groups of messages: the words that tell a group from the others (class-based TF-IDF). Pure.

The weight of a word in a group is its frequency there times log(1 + A / f), where f is how often it comes in
all groups and A is how many words a group has on average (M. Grootendorst, 2022).
"""

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from prosa.knowledge.words import FILLER, fold
from prosa.language.cleaning import clean
from prosa.language.normalise import normalise, without_accents

WORDS = 3
"""Words of a name at most."""
STEM = 5
"""Letters by which two words are taken for forms of one."""
COMMON = 0.3
"""A word of the name is in so many of the group's messages at least, unless none is."""

_WORD = re.compile(r"[^\W\d_]{3,}")
_PLACEHOLDERS = frozenset({"numero", "email", "link", "fulano", "haha"})


@dataclass(frozen=True, slots=True)
class Name:
    """What to call a group until a person knows better."""

    title: str
    """For people: "Parcelar cartão"."""
    intent: str
    """As the name of an intent: "parcelar_cartao"."""


def names_for(texts: Sequence[str], groups: Sequence[Sequence[int]]) -> list[Name]:
    """A name for each group of texts, each name once."""
    words = {place: _words(texts[place]) for members in groups for place in members}
    totals = Counter(fold(word) for said in words.values() for word in said)
    average = sum(totals.values()) / max(1, len(groups))
    taken: set[str] = set()
    names: list[Name] = []
    for members in groups:
        chosen = _telling([words[place] for place in members], totals, average)
        title = " ".join(chosen).capitalize() or "Sem assunto claro"
        intent = without_accents("_".join(chosen)).lower() or "assunto"
        names.append(Name(title, _distinct(intent, taken)))
    return names


def _telling(said: Sequence[Sequence[str]], totals: Counter[str], average: float) -> list[str]:
    """The words that tell this group from the others, in the order in which people say them."""
    spelled: dict[str, Counter[str]] = {}
    places: dict[str, list[float]] = {}
    for message in said:
        for place, word in enumerate(message):
            spelled.setdefault(fold(word), Counter())[word] += 1
            places.setdefault(fold(word), []).append(place / len(message))
    weights = {
        key: sum(forms.values()) * math.log(1 + average / totals[key]) for key, forms in spelled.items()
    }
    common = {key for key, forms in spelled.items() if sum(forms.values()) >= COMMON * len(said)}
    best: list[str] = []
    for key in sorted(common or weights, key=lambda key: (-weights[key], key)):
        # "moeda" beside "moedas" says nothing more.
        if len(best) < WORDS and not any(key[:STEM] == other[:STEM] for other in best):
            best.append(key)
    best.sort(key=lambda key: sum(places[key]) / len(places[key]))
    return [min(spelled[key], key=lambda word: (-spelled[key][word], word)) for key in best]


def _words(text: str) -> list[str]:
    """The words of a message that say what it is about, each once, as they are spelled."""
    words = _WORD.findall(normalise(clean(text).text))
    return [
        word
        for word in dict.fromkeys(words)
        if (folded := fold(word)) and folded not in FILLER and folded not in _PLACEHOLDERS
    ]


def _distinct(name: str, taken: set[str]) -> str:
    chosen, number = name, 2
    while chosen in taken:
        chosen, number = f"{name}_{number}", number + 1
    taken.add(chosen)
    return chosen
