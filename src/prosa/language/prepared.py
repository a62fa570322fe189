"""What models read of a message: normalised, in Brazilian words, its slips put right."""

import re
from collections.abc import Sequence

from prosa.language.cleaning import Cleaned, clean
from prosa.language.european import in_brazilian
from prosa.language.normalise import MODEL_LIMIT, normalise
from prosa.language.spelling import Speller
from prosa.language.training import TrainingData

_EUROPEAN_SHARE = 0.08
"""Of a Brazilian bot's examples up to 6 % have a form that European Portuguese has; of a European's, 14 %."""

_NAME = re.compile(r"(?<=[a-zà-öø-ÿ,;] )[A-ZÀ-ÖØ-Þ][a-zà-öø-ÿ]{2,}\b")
_CAPITAL = re.compile(r"\b[A-ZÀ-ÖØ-Þ]")


def prepared(cleaned: Cleaned, speller: Speller, european: bool) -> str:
    """What models read of a message. A `european` bot's own words are not put in Brazilian ones."""
    normalised = normalise(cleaned.text)
    read = normalised if european else in_brazilian(normalised)
    return speller.correct_text(read, names_in(cleaned.text))[:MODEL_LIMIT]


def names_in(text: str) -> frozenset[str]:
    """Words with a capital within a sentence, in lower case; none where most words have one."""
    names = _NAME.findall(text)
    if not names or 2 * len(_CAPITAL.findall(text)) > len(text.split()):
        return frozenset()
    return frozenset(name.lower() for name in names)


def is_european(written: Sequence[str]) -> bool:
    """Whether examples are written in European Portuguese: Brazilian ones hardly ever look like it."""
    return sum(in_brazilian(text) != text for text in written) > _EUROPEAN_SHARE * len(written)


def protected_names(data: TrainingData) -> tuple[str, ...]:
    """Every word of the catalogue and the pack's own list: never to be "corrected" into another."""
    names = (name for phrase in data.phrases for name in phrase.names)
    words = {word for name in (*names, *data.words) for word in normalise(clean(name).text).split()}
    return tuple(sorted(words))
