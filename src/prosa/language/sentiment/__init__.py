"""How the customer sounds: `tone` of a message in chat; `fitting` learns from labelled reviews."""

from prosa.language.sentiment.tone_of import Tone, tone

__all__ = ["Tone", "tone"]
