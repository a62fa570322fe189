"""Messages as hurried thumbs write them: what a model loses on them is what it owes to clean spelling."""

from collections.abc import Callable, Mapping
from random import Random

from prosa.language.normalise import without_accents

_ROWS = ("qwertyuiop", "asdfghjklç", "zxcvbnm")
_NEIGHBOURS: Mapping[str, str] = {
    key: "".join(
        other
        for near in _ROWS[max(0, row - 1) : row + 2]
        for other in near[max(0, place - 1) : place + 2]
        if other != key
    )
    for row, keys in enumerate(_ROWS)
    for place, key in enumerate(keys)
}

Noise = Callable[[str, Random], str]


def with_typo(text: str, random: Random) -> str:
    """The text with one slip in it: letters swapped, one left out, doubled, or its neighbour hit instead.

    A text without two letters in a row comes back as it was.
    """
    places = [place for place in range(len(text) - 1) if text[place].isalpha() and text[place + 1].isalpha()]
    if not places:
        return text
    place = random.choice(places)
    before, typed, after = text[:place], text[place], text[place + 1 :]
    match random.randrange(4):
        case 0 if typed != after[0]:
            return before + after[0] + typed + after[1:]
        case 1:
            return before + after
        case 2:
            return before + typed + typed + after
        case _:
            near = _NEIGHBOURS.get(without_accents(typed).lower(), "e")
            return before + random.choice(near) + after


def _two_typos_no_accents(text: str, random: Random) -> str:
    return with_typo(with_typo(without_accents(text), random), random)


KINDS: Mapping[str, Noise] = {"typo1": with_typo, "typo2-no-accents": _two_typos_no_accents}


def noisy(text: str, kind: str, seed: int = 0) -> str:
    """The text with this kind of noise, the same for the same seed. Raises `KeyError` for another kind."""
    # As bytes: text cut in the middle of an emoji has halves that no encoding takes.
    random = Random(f"{seed}\0".encode() + text.encode(errors="surrogatepass"))  # noqa: S311  repeatable
    return KINDS[kind](text, random)
