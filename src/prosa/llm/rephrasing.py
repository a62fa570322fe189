"""A follow-up as a whole question: "e pro Recife?" after "qual o prazo de entrega?". Pure."""

from prosa.llm import claims
from prosa.llm.checker import Evidence
from prosa.llm.figures import figures
from prosa.llm.masking import Mask
from prosa.llm.prompt import Prompt
from prosa.llm.wording import content, weighty

LONGEST = 300
MAX_TOKENS = 80
SECONDS = 3.0
"""Longest wait: it is only a help."""
_SAID = 0.7
"""Share of its words that the customer has to have said."""


def accepted(rephrased: str, topic: str, message: str, prompt: Prompt, mask: Mask) -> str | None:
    """The question as rephrased, if it says no more than the customer did; else None."""
    question = " ".join(rephrased.split()).strip("\"'“” ")
    if not 3 <= len(question) <= LONGEST:
        return None
    evidence = Evidence.of(f"{topic}\n{message}")
    if claims.is_disguised(question, evidence.folded) or any(
        evidence.values.isdisjoint(figure.readings) for figure in figures(question)
    ):
        return None
    told = frozenset(run for text in prompt.told for run in claims.runs(text))
    if claims.quotes(question, told, evidence.folded) or not weighty(question) <= evidence.stems:
        return None
    words = content(question)
    known = [word for word in words if word in evidence.stems]
    if not words or len(known) < _SAID * len(words) or not mask.has_all(question):
        return None
    return question
