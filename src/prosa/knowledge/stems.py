"""Portuguese words without their endings, by Snowball's rules."""

from collections.abc import Iterable

from Stemmer import Stemmer  # pyright: ignore[reportUnknownVariableType]


def stems(words: Iterable[str]) -> list[str]:
    """The stem of each word, in order: "vendem" and "vendemos" have the same.

    A stemmer keeps what it has seen and must not be shared between threads, so each call makes its own.
    """
    return Stemmer("portuguese", 0).stemWords(list(words))  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType]
