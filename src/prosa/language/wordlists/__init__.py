"""Portuguese that we wrote down ourselves: common words, and questions no company's bot is for."""

from functools import cache

from prosa.language.wordlists.inflection import conjugated, plural
from prosa.language.wordlists.reading import lines


@cache
def core_words() -> frozenset[str]:
    """Lower-case words as we wrote them down, accented as they should be."""
    return frozenset((*_tokens("words.txt"), *_tokens("brazil.txt"), *_tokens("verbs.txt")))


@cache
def names() -> frozenset[str]:
    """Names of people and places, lower-case and without accents."""
    return frozenset(_tokens("names.txt"))


@cache
def common_words() -> frozenset[str]:
    """The core words with their regular plurals and the regular forms of the verbs."""
    words = set(core_words())
    words.update(plural(word) for word in (*_tokens("words.txt"), *_tokens("brazil.txt")))
    for infinitive in _tokens("verbs.txt"):
        words.update(conjugated(infinitive))
    return frozenset(words)


@cache
def expressions() -> frozenset[str]:
    """Expressions of several words that people write as one."""
    return frozenset(lines("expressions.txt"))


@cache
def background_questions() -> tuple[str, ...]:
    """Messages that are out of scope for nearly every bot."""
    return tuple(lines("background.txt"))


def _tokens(name: str) -> list[str]:
    return [word for line in lines(name) for word in line.split()]
