"""The words that one speller knows: a pack's own, those people say, and those that are merely right."""

from collections.abc import Mapping, Sequence

from prosa.language.spelling.lexicon import Lexicon, general
from prosa.language.spelling.plain import plain_form

_PACK_SHARE = 0.5
"""The chance that a customer's next word is one the pack's examples say, and not any Portuguese one."""

_FEW = 2000
"""A pack with so many words says half of what it could."""


class KnownWords:
    """Words by how they are written and by their plain form (see `Lexicon`). Not changed once built."""

    def __init__(self, counts: Mapping[str, int]) -> None:
        said, self._unsaid = general()
        each = _PACK_SHARE * said.total / (sum(counts.values()) + _FEW)
        self.lexicons = Lexicon({word: max(1, round(count * each)) for word, count in counts.items()}), said
        self._total = sum(known.total for known in self.lexicons)

    def chance(self, word: str) -> float:
        """How likely a word is anywhere in a message, from 0 to 1."""
        return sum(known.counts.get(word, 0) for known in self.lexicons) / self._total

    def has(self, word: str) -> bool:
        """Whether a word is right as it is written."""
        return any(word in known.counts for known in self.lexicons) or word in self.unsaid(plain_form(word))

    def has_plain(self, plain: str) -> bool:
        """Whether a word is right but for its accents."""
        return any(plain in known.written for known in self.lexicons) or bool(self.unsaid(plain))

    def weight(self, plain: str) -> int:
        """How often the words of a plain form are said; 0 for those that hardly anyone says."""
        return sum(known.weights.get(plain, 0) for known in self.lexicons)

    def written(self, plain: str) -> str:
        """The likeliest word of a plain form, or the form itself."""
        for known in self.lexicons:
            if plain in known.written:
                return known.written[plain]
        return next(iter(self.unsaid(plain)), plain)

    def unsaid(self, plain: str) -> list[str]:
        """The words of a plain form that hardly anyone says."""
        return self._unsaid.written(plain)

    def unsaid_among(self, plain: Sequence[str]) -> list[str]:
        """Those of the plain forms that hardly anyone says."""
        return self._unsaid.among(plain)
