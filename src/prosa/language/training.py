"""What a model is trained on, whichever file it came from."""

from dataclasses import dataclass

from prosa.language.encoders.registry import UNIVERSAL


@dataclass(frozen=True, slots=True)
class Example:
    """A message and the intent a person gave it."""

    text: str
    intent: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """A name customers may use for something the catalogue or a lookup knows, e.g. kind "product"."""

    kind: str
    value: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pattern:
    """A regular expression that marks an entity of `kind` (Rasa's `regex:`)."""

    kind: str
    expression: str


@dataclass(frozen=True, slots=True)
class TrainingData:
    """Everything `train` reads. Its content, not its file names, decides whether a model is up to date."""

    examples: tuple[Example, ...]
    phrases: tuple[Phrase, ...] = ()
    patterns: tuple[Pattern, ...] = ()
    words: tuple[str, ...] = ()
    """Further words the spelling corrector must leave alone (brands, names of the shop)."""
    encoder: str = UNIVERSAL
    """What tells the intents apart, as `encoders.registry` knows it."""
