"""Portuguese words without their endings, by Snowball's rules: "vendem" and "vendemos" have the same stem."""

import threading
from collections.abc import Iterable
from typing import Any, cast

import Stemmer  # pyright: ignore[reportMissingTypeStubs]

_local = threading.local()


def stems_of(words: Iterable[str]) -> list[str]:
    """The stem of each word, in order."""
    return cast(list[str], _stemmer().stemWords(list(words)))


def _stemmer() -> Any:
    """One a thread: a stemmer keeps its work, and the latest 10,000 words, in itself."""
    if not hasattr(_local, "stemmer"):
        _local.stemmer = cast(Any, Stemmer).Stemmer("portuguese")
    return _local.stemmer
