"""Words that lean, and what those around them make of them: negation, emphasis, "mas", a question."""

from collections.abc import Iterator, Sequence

from prosa.language.wordlists.moods import LONGEST_PHRASE, Mood, mood_words

_NEGATIONS = frozenset("nao nunca jamais nem nenhum nenhuma sem".split())
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
    words = mood_words()
    turn = max((i for i, token in enumerate(tokens) if token in _TURNS), default=-1)
    position = 0
    while position < len(tokens):
        for size in range(min(LONGEST_PHRASE, len(tokens) - position), 0, -1):
            found = (
                words.of(" ".join(tokens[position : position + size]))
                if size > 1
                else words.of(tokens[position])
            )
            if found and (size == 1 or _exactly(tokens[position : position + size])):
                yield _in_place(found, tokens, position, before_turn=position < turn, asks=asks)
                break
        else:
            size = 1
        position += size


def _exactly(phrase: Sequence[str]) -> bool:
    """A phrase must be listed as one; a stem of its first word does not stretch over the rest."""
    words = mood_words()
    joined = " ".join(phrase)
    return joined in words.whole or any(" " in stem and joined.startswith(stem) for stem in words.stems)


def _in_place(found: Mood, tokens: Sequence[str], position: int, *, before_turn: bool, asks: bool) -> Mood:
    weight = found.weight
    window = tokens[max(0, position - _REACH_OF_NEGATION) : position]
    negated = not _NEGATIONS.isdisjoint(window) and tokens[position] not in _NEGATIONS
    if negated:
        weight = -0.9 * weight if weight > 0 else -0.3 * weight
    if (
        not _BOOSTERS.isdisjoint(tokens[max(0, position - 2) : position])
        or "demais" in tokens[position + 1 : position + 2]
    ):
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
