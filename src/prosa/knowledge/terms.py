"""The words of a text as search compares them: folded, without filler, by their stems. Pure."""

import re
from collections.abc import Sequence

from prosa.knowledge.chunking import sentences
from prosa.knowledge.words import FILLER, fold
from prosa.language.stems import stems_of

MOST_ASKED = 24
"""Words of a question that are looked for."""
_LONGEST = 40

_LINK = re.compile(r"\]\([^)\s]*(?:\s[^)]*)?\)|<https?://[^>]*>")
_SIGNS = re.compile(r"[*_`#>|\[\]~]+|^\s*[-+]\s", re.MULTILINE)


def plain(markdown: str) -> str:
    """The text that Markdown's signs and addresses stand around; lines stay lines."""
    lines = _SIGNS.sub(" ", _LINK.sub(" ", markdown)).splitlines()
    return "\n".join(" ".join(line.split()) for line in lines if line.strip(" -:"))


def stems(text: str) -> tuple[str, ...]:
    """Stems of the words that say something, in their order, as often as they come."""
    words = [word[:_LONGEST] for word in fold(text).split() if word not in FILLER]
    return tuple(stems_of(words))


def asked(text: str) -> tuple[str, ...]:
    """The stems of a question, each once; of a question of nothing but filler, those of all its words."""
    found = stems(text) or tuple(stems_of(word[:_LONGEST] for word in fold(text).split()))
    return tuple(dict.fromkeys(found))[:MOST_ASKED]


def stored(texts: Sequence[str]) -> str:
    """How a passage's stems are kept: a line for each sentence."""
    lines = (" ".join(stems(sentence)) for text in texts for sentence in sentences(plain(text)))
    return "\n".join(line for line in lines if line)
