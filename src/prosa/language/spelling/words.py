"""The words that one speller knows: a pack's own, those people say, and those that are merely right."""

from collections.abc import Mapping, Sequence

from prosa.language.spelling.lexicon import Lexicon, general
from prosa.language.spelling.plain import plain_form

_PACK_WEIGHT = 3000
"""A word in one of the pack's examples counts as said so often: here it is likelier than elsewhere."""


class KnownWords:
    """Words by how they are written and by their plain form (see `Lexicon`). Not changed once built."""

    def __init__(self, counts: Mapping[str, int]) -> None:
        said, self._unsaid = general()
        self.lexicons = Lexicon({word: count * _PACK_WEIGHT for word, count in counts.items()}), said

    def has(self, word: str) -> bool:
        """Whether a word is right as it is written."""
        return any(word in known.counts for known in self.lexicons) or word in self.unsaid(plain_form(word))

    def has_plain(self, plain: str) -> bool:
        """Whether a word is right but for its accents."""
        return any(plain in known.written for known in self.lexicons) or bool(self.unsaid(plain))

    def weight(self, plain: str) -> int:
        """How often the words of a plain form are said; 0 for those that hardly anyone says."""
        return max(known.weights.get(plain, 0) for known in self.lexicons)

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
