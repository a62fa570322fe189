"""Reads the word lists that lie beside the code."""

from importlib.resources import files

_PACKAGE = "prosa.language.wordlists"


def lines(name: str) -> list[str]:
    """The lines of a list, without comments and empty ones."""
    text = files(_PACKAGE).joinpath(name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]
