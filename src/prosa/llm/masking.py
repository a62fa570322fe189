"""Takes what identifies a customer out of a text before it leaves, and puts it back into what returns. Pure.

Placeholders look like [CPF_1]. A model passes them on as they are; what it makes up of the kind is refused.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from prosa.language.cleaning import clean
from prosa.language.entities.finder import EntityFinder
from prosa.language.entities.reading import digits_of, fold
from prosa.language.personal import EMAIL, STREET, introduced_names, number
from prosa.language.understanding import Cues, EntityKind

_KINDS = {
    EntityKind.CPF: "CPF",
    EntityKind.CNPJ: "CNPJ",
    EntityKind.EMAIL: "EMAIL",
    EntityKind.PHONE: "TELEFONE",
    EntityKind.CEP: "CEP",
}
_NUMBER = number(least=8)
"""Documents, cards, telephones. Orders of customers have fewer digits, and name nobody."""
_PLACEHOLDER = re.compile(r"\[([A-Z]{2,12}_\d{1,2})\]")
_FINDER = EntityFinder()


@dataclass(slots=True)
class Mask:
    """The placeholders of one question."""

    names: tuple[str, ...] = ()
    """What is known of the customer: name, e-mail, telephone, …"""
    _kept: dict[str, str] = field(default_factory=dict[str, str])

    @property
    def used(self) -> frozenset[str]:
        """The placeholders that were put in."""
        return frozenset(self._kept)

    def put(self, text: str) -> str:
        """The text with placeholders. The same value has the same one throughout."""
        # What a customer writes in the form of a placeholder is none.
        text = _PLACEHOLDER.sub(r"(\1)", text)
        spans: list[tuple[int, int, str]] = []
        for start, end, kind in sorted(self._found(text), key=lambda span: (span[0], -span[1])):
            # Of two that overlap the second keeps its rest: in "a@b.co1 99999 9999" there is a number too.
            rest = max(start, spans[-1][1]) if spans else start
            if rest < end:
                spans.append((rest, end, kind))
        parts: list[str] = []
        done = 0
        for start, end, kind in spans:
            parts += [text[done:start], self._placeholder(kind, text[start:end])]
            done = end
        return "".join((*parts, text[done:]))

    def has_all(self, text: str) -> bool:
        """Whether every placeholder of a text is one of ours."""
        return all(match[0] in self._kept for match in _PLACEHOLDER.finditer(text))

    def back(self, text: str) -> str:
        """The text with what the placeholders stand for."""
        return _PLACEHOLDER.sub(lambda match: self._kept.get(match[0], match[0]), text)

    def _placeholder(self, kind: str, value: str) -> str:
        for placeholder, kept in self._kept.items():
            if kept == value and placeholder.startswith(f"[{kind}_"):
                return placeholder
        number = 1 + sum(placeholder.startswith(f"[{kind}_") for placeholder in self._kept)
        self._kept[f"[{kind}_{number}]"] = value
        return f"[{kind}_{number}]"

    def _found(self, text: str) -> Iterator[tuple[int, int, str]]:
        for entity in _FINDER.find(text, clean(text), Cues()):
            if entity.kind in _KINDS:
                yield entity.start, entity.end, _KINDS[EntityKind(entity.kind)]
        for pattern, kind in ((EMAIL, "EMAIL"), (_NUMBER, "NUMERO"), (STREET, "ENDERECO")):
            for match in pattern.finditer(text):
                yield *match.span(), kind
        for start, end in introduced_names(text):
            yield start, end, "NOME"
        yield from self._known(text)

    def _known(self, text: str) -> Iterator[tuple[int, int, str]]:
        """What the profile has, however it is written here."""
        folded = fold(text)
        for word in _words(self.names):
            for match in re.finditer(rf"(?<!\w){re.escape(word)}(?!\w)", folded):
                yield *match.span(), "NOME"


def _words(names: Iterable[str]) -> Iterator[str]:
    """Whole values, and each word of a name: people write one of them."""
    for name in names:
        whole = fold(" ".join(name.split()))
        if len(whole) >= 3:
            yield whole
        if not digits_of(whole) and "@" not in whole:
            yield from (word for word in whole.split() if len(word) >= 3 and word not in ("das", "dos"))
