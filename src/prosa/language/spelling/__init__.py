"""Restores accents and mends slips of the keys and of the ear, and leaves every word it may trust alone."""

from prosa.language.spelling.speller import Speller
from prosa.language.spelling.vocabulary import vocabulary

__all__ = ["Speller", "vocabulary"]
