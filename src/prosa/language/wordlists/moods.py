"""Words and how they lean, ready to look up."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from prosa.language.wordlists.reading import lines

LONGEST_PHRASE = 4
_SHORTEST_STEM = 3
_INSULT = -2.0
"""Weight of a word that is only listed as anger or swearing."""


@dataclass(frozen=True, slots=True)
class Mood:
    """How a word leans, whether it is an insult or a threat, and whether it may as well be emphasis."""

    weight: float
    anger: bool
    swear: bool = False


@dataclass(frozen=True, slots=True)
class MoodWords:
    """Whole words and phrases (joined by a space), and stems that any ending may follow."""

    whole: dict[str, Mood]
    stems: dict[str, Mood]

    openings: frozenset[str]
    """First words of the phrases: where none begins, there is only the word to look up."""

    def of(self, word: str) -> Mood | None:
        """The mood of a word without accents; None for one without leaning."""
        if found := self.whole.get(word):
            return found
        return self._by_stem(word, _SHORTEST_STEM)

    def of_phrase(self, words: Sequence[str]) -> Mood | None:
        """The mood of several words in a row, listed as such; a stem in a phrase is its last word's."""
        if words[0] not in self.openings:
            return None
        phrase = " ".join(words)
        if found := self.whole.get(phrase):
            return found
        return self._by_stem(phrase, len(phrase) - len(words[-1]) + 1)

    def _by_stem(self, text: str, shortest: int) -> Mood | None:
        for length in range(len(text), shortest - 1, -1):
            if found := self.stems.get(text[:length]):
                return found
        return None


@cache
def mood_words() -> MoodWords:
    """The list, read once."""
    weights: dict[str, float] = {}
    angry: set[str] = set()
    swears: set[str] = set()
    for line in lines("moods.txt"):
        head, *entries = line.split()
        if head == "anger":
            angry.update(entries)
        elif head == "swear":
            swears.update(entries)
        else:
            weights.update(dict.fromkeys(entries, float(head)))
    moods = {
        entry: Mood(weights.get(entry, _INSULT), entry in angry or entry in swears, entry in swears)
        for entry in (*weights, *angry, *swears)
    }
    return MoodWords(
        whole={entry.replace("_", " "): mood for entry, mood in moods.items() if not entry.endswith("*")},
        stems={entry[:-1].replace("_", " "): mood for entry, mood in moods.items() if entry.endswith("*")},
        openings=frozenset(entry.split("_")[0] for entry in moods if "_" in entry),
    )
