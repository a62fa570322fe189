"""Test and training data from files: packs, Rasa YAML, TSV, CSV, JSON lines."""

from prosa.evaluating.reading.labelled import Messages, read_labelled, read_training
from prosa.evaluating.reading.rows import Unreadable
from prosa.evaluating.reading.texts import read_texts

__all__ = ["Messages", "Unreadable", "read_labelled", "read_texts", "read_training"]
