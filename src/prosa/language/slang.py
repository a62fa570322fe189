"""How Brazilians shorten words in chat, and what they mean."""

import re

from prosa.language.wordlists.reading import lines


def _words() -> dict[str, str]:
    entries = (line.partition(": ") for line in lines("slang.txt"))
    return {typed: meaning for meaning, _, forms in entries for typed in forms.split()}


WORDS: dict[str, str] = _words()
"""What each shortened word means; keys are lower-case, as typed."""

PHRASES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(expression), meaning)
    for expression, meaning in (
        (r"\b2\s?[aª]?\.?\s?via\b", "segunda via"),
        (r"\b2da\s+via\b", "segunda via"),
        (r"\bseg(?:unda)?\.?\s+via\b", "segunda via"),
        (r"\bn[º°]\s*", "número "),
        (r"\bc/\s?", "com "),
        (r"\bs/\s?", "sem "),
        (r"\bp/\s?", "para "),
        (r"\bwhats\sapp\b", "whatsapp"),
        (r"\bair[\s-]fryer\b", "airfryer"),
    )
)
"""Shortenings that are more than a word. Applied before the words, to lower-case text."""

EXPANDED = frozenset(word for meaning in (*WORDS.values(), "haha email link") for word in meaning.split())
"""Every word that normalising may write."""
