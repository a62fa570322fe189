"""The encoder that every Prosa has."""

from prosa.language.encoders.universal import DIMENSIONS, NAME, UniversalEncoder, shared_encoder

SentenceEncoder = UniversalEncoder

__all__ = ["DIMENSIONS", "NAME", "SentenceEncoder", "UniversalEncoder", "shared_encoder"]
