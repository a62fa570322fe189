"""Words that lean, and what those around them make of them: negation, emphasis, "mas", a question."""

from collections.abc import Iterator, Sequence

from prosa.language.wordlists.moods import LONGEST_PHRASE, Mood, mood_words

_NEGATIONS = frozenset("nao nunca jamais nem nenhum nenhuma sem".split())
_NEGATIVE = _NEGATIONS | {"nada", "algum", "alguma"}
"""What already negates within a phrase: another "não" before it agrees ("não tenho nada a reclamar")."""

_BOOSTERS = frozenset(
    "muito muita muitos super mega extremamente totalmente completamente bastante bem tao demais".split()
)
_TURNS = frozenset("mas porem contudo entretanto".split())
_REACH_OF_NEGATION = 3
_ASKING_OF_TROUBLE = 0.6
"""Trouble weighs less in a request: "tive um problema, como troco?"."""


def leanings(tokens: Sequence[str], asks: bool) -> list[Mood]:
    """Each leaning word or phrase of a message's tokens (no accents), weighed by its place."""
    return _without_emphasis(list(_leanings(tokens, asks)))


def _leanings(tokens: Sequence[str], asks: bool) -> Iterator[Mood]:
    """Each leaning word or phrase with what stands around it taken into account."""
    turn = max((i for i, token in enumerate(tokens) if token in _TURNS), default=-1)
    position = 0
    while position < len(tokens):
        found, end = _longest(tokens, position)
        if found:
            yield _in_place(found, tokens, position, end, before_turn=position < turn, asks=asks)
        position = end


def _longest(tokens: Sequence[str], start: int) -> tuple[Mood | None, int]:
    """The mood of the longest listed phrase that begins here, or of the word; and where it ends."""
    words = mood_words()
    if tokens[start] in words.openings:
        for end in range(min(start + LONGEST_PHRASE, len(tokens)), start + 1, -1):
            if found := words.of_phrase(tokens[start:end]):
                return found, end
    return words.of(tokens[start]), start + 1


def _in_place(
    found: Mood, tokens: Sequence[str], start: int, end: int, *, before_turn: bool, asks: bool
) -> Mood:
    weight = found.weight
    negated = not _NEGATIONS.isdisjoint(tokens[max(0, start - _REACH_OF_NEGATION) : start])
    if negated and _NEGATIVE.isdisjoint(tokens[start:end]):
        weight = -0.9 * weight if weight > 0 else -0.3 * weight
    if not _BOOSTERS.isdisjoint(tokens[max(0, start - 2) : start]) or "demais" in tokens[end : end + 1]:
        weight *= 1.4
    if before_turn:
        weight *= 0.5
    if asks and weight > 0:
        weight *= 0.2  # "qual o melhor fone?", "quero um fone bom": wishing is not praising.
    elif asks and weight > -1:
        weight *= _ASKING_OF_TROUBLE
    return Mood(weight, found.anger and not negated, found.swear)


def _without_emphasis(leanings: list[Mood]) -> list[Mood]:
    """Swearing in praise is emphasis: "caralho, que produto bom"."""
    others = [leaning for leaning in leanings if not leaning.swear]
    praise = (
        others
        and all(leaning.weight >= 0 for leaning in others)
        and any(leaning.weight > 1 for leaning in others)
    )
    return others if praise else leanings
