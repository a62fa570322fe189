"""Numbers written as words, turned into figures, so that every finder reads "duzentos" and "200" alike."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_VALUES = {
    "zero": 0, "um": 1, "uma": 1, "dois": 2, "duas": 2, "tres": 3, "quatro": 4, "cinco": 5, "seis": 6,
    "sete": 7, "oito": 8, "nove": 9, "dez": 10, "onze": 11, "doze": 12, "treze": 13, "catorze": 14,
    "quatorze": 14, "quinze": 15, "dezesseis": 16, "dezasseis": 16, "dezessete": 17, "dezassete": 17,
    "dezoito": 18, "dezenove": 19, "dezanove": 19, "vinte": 20, "trinta": 30, "quarenta": 40,
    "cinquenta": 50, "cincoenta": 50, "sessenta": 60,
    "setenta": 70, "oitenta": 80, "noventa": 90, "cem": 100, "cento": 100,
    "duzentos": 200, "duzentas": 200, "trezentos": 300, "trezentas": 300, "quatrocentos": 400,
    "quatrocentas": 400, "quinhentos": 500, "quinhentas": 500, "seiscentos": 600, "seiscentas": 600,
    "setecentos": 700, "setecentas": 700, "oitocentos": 800, "oitocentas": 800, "novecentos": 900,
    "novecentas": 900, "mil": 1000,
}  # fmt: skip
_WORD = "(?:" + "|".join(sorted(_VALUES, key=len, reverse=True)) + ")"
_RUN = re.compile(rf"(?<![\w@.-])(?:(?<!\d\s)|(?!mil\b)){_WORD}(?:\s+(?:e\s+)?{_WORD})*(?![\w@-])")
"""Number words in a row. "mil" after figures ("2 mil") stays: whoever reads the figures reads it too."""

_LONGEST = 14
"""Words of a number, with each "e": more than "novecentos e … mil, novecentos e noventa e nove" has."""

_TOKEN = re.compile(r"\w+")
_NO_NUMBERS_ALONE = frozenset({"um", "uma", "cento"})
"""Articles, and the last word of "por cento"."""


@dataclass(frozen=True, slots=True)
class Figures:
    """A text with its number words as figures. Character i of `text` stands for `folded[starts[i]:ends[i]]`.

    Both are None when the text holds no number words.
    """

    text: str
    starts: tuple[int, ...] | None = None
    ends: tuple[int, ...] | None = None

    def written_span(self, start: int, end: int) -> tuple[int, int]:
        """Where `text[start:end]` (not empty) stands in the text with words."""
        if self.starts is None or self.ends is None:
            return start, end
        return self.starts[start], self.ends[end - 1]


@dataclass(frozen=True, slots=True)
class _Number:
    value: int
    start: int
    end: int


def in_figures(folded: str) -> Figures:
    """The figures of a lower-case text without accents: "mil e duzentos e dez reais" → "1210 reais"."""
    numbers = [number for run in _RUN.finditer(folded) for number in _numbers(run)]
    if not numbers:
        return Figures(folded)
    parts: list[str] = []
    starts: list[int] = []
    ends: list[int] = []

    def keep(start: int, end: int) -> None:
        parts.append(folded[start:end])
        starts.extend(range(start, end))
        ends.extend(range(start + 1, end + 1))

    position = 0
    for number in numbers:
        keep(position, number.start)
        figures = str(number.value)
        parts.append(figures)
        starts.extend([number.start] * len(figures))
        ends.extend([number.end] * len(figures))
        position = number.end
    keep(position, len(folded))
    return Figures("".join(parts), tuple(starts), tuple(ends))


def _numbers(run: re.Match[str]) -> Iterator[_Number]:
    """The numbers of a row of words: each takes what still fits ("vinte e nove | noventa")."""
    words = [(token[0], *token.span()) for token in _TOKEN.finditer(run.string, *run.span())]
    position = 0
    while position < len(words):
        first, start, _ = words[position]
        if first == "e":
            position += 1
            continue
        total, used = _longest_number([word for word, _, _ in words[position : position + _LONGEST]])
        if used > 1 or first not in _NO_NUMBERS_ALONE:
            yield _Number(total, start, words[position + used - 1][2])
        position += used


def _longest_number(words: list[str]) -> tuple[int, int]:
    """The number that the first words form, and how many words it takes."""
    thousands, rest, room, used = 0, 0, 1_000_000, 0
    for position, word in enumerate(words):
        if word == "e":
            continue
        value = _VALUES[word]
        if value == 1000 and not thousands and room > 0:
            thousands, rest, room = max(rest, 1) * 1000, 0, 1000
        elif value == 1000 and not thousands and rest:
            thousands, rest, room = rest * 1000, 0, 1000
        elif 0 < value < room or not used:
            rest, room = rest + value, _room_after(word, value)
        else:
            break
        used = position + 1
    return thousands + rest, used


def _room_after(word: str, value: int) -> int:
    """Below which number the next word must be: after hundreds tens, after tens units, then nothing."""
    if word == "cem" or value < 20:
        return 0
    return 100 if value >= 100 else 10
