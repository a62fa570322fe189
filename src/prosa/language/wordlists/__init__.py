"""Portuguese that we wrote down ourselves: common words, and questions no company's bot is for."""

from functools import cache

from prosa.language.wordlists.inflection import conjugated, plural
from prosa.language.wordlists.reading import lines


@cache
def common_words() -> frozenset[str]:
    """Lower-case words, accented as they should be, with the regular forms of verbs and plurals."""
    words = set(_tokens("words.txt"))
    words.update(plural(word) for word in tuple(words))
    for infinitive in _tokens("verbs.txt"):
        words.update(conjugated(infinitive))
    return frozenset(words)


@cache
def background_questions() -> tuple[str, ...]:
    """Messages that are out of scope for nearly every bot."""
    return tuple(lines("background.txt"))


def _tokens(name: str) -> list[str]:
    return [word for line in lines(name) for word in line.split()]
