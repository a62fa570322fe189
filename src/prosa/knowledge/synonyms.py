"""Words that mean the same to a pack's customers, as search uses them. Pure."""

from collections.abc import Iterable, Sequence

from prosa.knowledge.terms import stems
from prosa.packs.schema import Pack

MOST = 8
"""Stems that stand for one."""


def by_stem(groups: Iterable[Sequence[str]]) -> dict[str, tuple[str, ...]]:
    """For the stem of each word of a group, the stems of the other words.

    Names of several words stand for others, but nothing stands for them: one of their words alone does not
    mean what they mean together.
    """
    found: dict[str, dict[str, None]] = {}
    for group in groups:
        forms = [stems(name) for name in group]
        for form in forms:
            if len(form) == 1:
                others = (stem for other in forms if other != form for stem in other)
                found.setdefault(form[0], {}).update(dict.fromkeys(others))
    return {word: tuple(others)[:MOST] for word, others in found.items() if others}


def synonyms_of(pack: Pack) -> dict[str, tuple[str, ...]]:
    """The pack's synonyms for search: what its catalogue's phrases are called, and `search` of bot.yml."""
    named = [phrase.names for phrase in pack.training.phrases]
    return by_stem([*named, *pack.bot.search.synonyms])
