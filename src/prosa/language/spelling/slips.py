"""What a slip costs: little where the ear, the keyboard or Portuguese spelling explain it."""

from itertools import pairwise

_SAME_SOUND = ("sc", "sz", "sx", "xz", "cz", "gj", "ei", "ou", "mn", "ck", "iy", "vw", "uw")
_NEAR_SOUND = tuple("lu td bp vf bv rl gk xc cq kq ae ao ai eo io iu au eu".split())
_DIGRAPHS = (("ch", "X"), ("lh", "L"), ("nh", "N"), ("qu", "Q"))
_ONE_SOUND = ("Xx", "Ll", "Li", "Nn", "Qq", "Qk")
_ROWS = ("qwertyuiop", "asdfghjklç", "zxcvbnm")

_SAME, _NEAR, _NEIGHBOUR, _OTHER = 0.45, 0.7, 0.75, 1.0
_DOUBLED, _SILENT, _GLIDE = 0.35, 0.4, 0.5
_VOWEL, _CODA, _MISSING, _EXTRA, _SWAPPED = 0.7, 0.65, 0.8, 0.95, 0.4
_FIRST_LETTER = 0.4
_ENDING = 0.45
_VOWELS = frozenset("aeiou")
_CODAS = frozenset("rslmn")
"""Letters that close a syllable, weakly: "serviço" heard as "seviço", "atendente" as "antendente"."""

_GRAMMAR = frozenset("aeiosmrlzu")
"""Letters that Portuguese words end in."""


def _substitutions() -> dict[tuple[str, str], float]:
    costs: dict[tuple[str, str], float] = {}
    for upper, lower in pairwise(_ROWS):
        for place, letter in enumerate(upper):
            for other in lower[max(place - 1, 0) : place + 1]:
                costs[letter, other] = _NEIGHBOUR
    for row in _ROWS:
        costs.update(dict.fromkeys(pairwise(row), _NEIGHBOUR))
    costs.update({(pair[0], pair[1]): _NEAR for pair in _NEAR_SOUND})
    costs.update({(pair[0], pair[1]): _SAME for pair in _SAME_SOUND})
    costs.update({(pair[0], pair[1]): _SILENT for pair in _ONE_SOUND})
    return costs | {(other, one): cost for (one, other), cost in costs.items()}


_SUBSTITUTION = _substitutions()


def cost(typed: str, meant: str) -> float:
    """How unlikely it is that `typed` stands for `meant`, both without accents: about 1 for an odd slip.

    Optimal string alignment with a price for each slip. Two letters that stand for one sound count as one
    where that explains more.
    """
    if typed == meant:
        return 0.0
    letters = _aligned(typed, meant)
    joined = _joined(typed), _joined(meant)
    if joined != (typed, meant):
        letters = min(letters, _aligned(*joined))
    return letters + _place(typed, meant)


def _joined(word: str) -> str:
    for digraph, sign in _DIGRAPHS:
        word = word.replace(digraph, sign)
    return word


def _aligned(typed: str, meant: str) -> float:
    before = [0.0]
    for letter in range(1, len(meant) + 1):
        before.append(before[-1] + _left_out(meant, letter - 1))
    earlier = before
    for row in range(1, len(typed) + 1):
        current = [before[0] + _added(typed, row - 1)]
        for column in range(1, len(meant) + 1):
            one, other = typed[row - 1], meant[column - 1]
            if one == other:
                best = before[column - 1]
            else:
                best = min(
                    before[column - 1] + _SUBSTITUTION.get((one, other), _OTHER),
                    before[column] + _added(typed, row - 1),
                    current[column - 1] + _left_out(meant, column - 1),
                )
                if row > 1 and column > 1 and one == meant[column - 2] and typed[row - 2] == other:
                    best = min(best, earlier[column - 2] + _SWAPPED)
            current.append(best)
        earlier, before = before, current
    return before[-1]


def _place(typed: str, meant: str) -> float:
    """First letters are rarely wrong, and last ones are often grammar ("bancário", "bancários")."""
    more = 0.0
    if typed[0] != meant[0] and (typed[0], meant[0]) not in _SUBSTITUTION:
        explained = meant[1:2] == typed[0] or typed[1:2] == meant[0]
        more += 0.0 if explained else _FIRST_LETTER
    same_but_last = typed[:-1] == meant[:-1] and typed[-1] in _GRAMMAR
    return more + _ENDING if same_but_last or f"{typed}s" == meant or typed == f"{meant}s" else more


def _left_out(meant: str, place: int) -> float:
    """The price of not typing this letter of the word."""
    letter, previous, following = meant[place], meant[place - 1 : place], meant[place + 1 : place + 2]
    if letter in (previous, following):
        return _DOUBLED
    if letter == "h" or (letter == "u" and previous in ("q", "g", "o")):
        return _SILENT
    if letter == "i" and previous == "e":
        return _GLIDE
    if letter in _VOWELS:
        return _VOWEL
    if letter in _CODAS and (not following or following not in _VOWELS):
        return _CODA
    return _MISSING


def _added(typed: str, place: int) -> float:
    """The price of typing this letter without need."""
    letter, previous, following = typed[place], typed[place - 1 : place], typed[place + 1 : place + 2]
    if letter in (previous, following):
        return _DOUBLED
    if letter == "h":
        return _SILENT
    if letter in "iu" and (previous in _VOWELS or (previous and following and following not in _VOWELS)):
        return _GLIDE
    if letter in _CODAS and following and following not in _VOWELS and previous in _VOWELS:
        return _CODA
    if (letter, previous) in _SUBSTITUTION or (letter, following) in _SUBSTITUTION:
        return _NEIGHBOUR
    return _EXTRA
