"""Words that no list need hold, because Portuguese makes them from others: "rolinho", "reencomendar"."""

import re
from collections.abc import Callable

_SMALL_OR_GREAT = re.compile(r"(?:z?inh[oa]|[ií]ssim[oa]|zit[oa])s?$")
_MANNER = re.compile(r"mente$")
_BEFORE = re.compile(
    r"^(?:anti|auto|bio|contra|des|euro|extra|hidro|hiper|in(?![bp])|im(?=[bp])|inter|intra|macro|mega|micro|mini"
    r"|multi|neo|pos|pre|pro|pseudo|re|semi|sobre|sub|super|tele|trans|ultra|video)"
)
_SHORTEST = 4


def is_derived(plain: str, is_known: Callable[[str], bool]) -> bool:
    """Whether a plain form is a known one with a prefix or a suffix that goes with any word."""
    if (end := _SMALL_OR_GREAT.search(plain)) and end.start() >= _SHORTEST - 1:
        stem = plain[: end.start()]
        hard = {"q": "c", "g": "g", "c": "c"}.get(stem[-2:-1] if stem.endswith("u") else "", "")
        stems = (stem, stem[:-2] + hard if hard else stem)
        return any(is_known(root + ending) for root in stems for ending in ("", "o", "a", "e"))
    if (end := _MANNER.search(plain)) and end.start() >= _SHORTEST:
        return is_known(plain[: end.start()])
    if (start := _BEFORE.match(plain)) and len(plain) - start.end() > _SHORTEST:
        return is_known(plain[start.end() :])
    return False
