"""What Prosa promises beside intents: on the project's own held-out messages, and on reviews."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

from goals import Goal
from systems import Progress

from prosa.evaluating.entities import measure_entities, read_marked
from prosa.evaluating.reading import read_texts
from prosa.evaluating.reading.moods import read_moods
from prosa.evaluating.reading.pairs import read_pairs
from prosa.evaluating.sentiment import measure_sentiment
from prosa.evaluating.spelling import measure_spelling
from prosa.language.training import Phrase, TrainingData
from prosa.language.understanding import EntityKind

ROOT = Path(__file__).parents[2]
OWN = ROOT / "tests" / "language"
"""Where the messages lie that nobody tunes on."""

MARKED = OWN / "entities" / "data"
WRITTEN = date(2025, 3, 12)
"""The day that the marked messages count from."""


def spelling(data: Path, progress: Progress) -> list[Goal]:
    """Our known misspellings put right; clean messages of the data folder left alone."""
    progress("correção", 0.1)
    clean = read_texts([data / "massive_pt_dev.jsonl"])
    measured = measure_spelling(read_pairs([OWN / "misspellings_held_out.tsv"]), clean)
    return [
        Goal("erros de escrita corrigidos", measured.errors_right or 0.0, 0.91, unit="%"),
        Goal("palavras certas alteradas", measured.clean_altered or 0.0, 0.008, at_most=True, unit="%"),
    ]


def reviews(data: Path, progress: Progress) -> list[Goal]:
    """Reviews of a shop, four fifths to learn from."""
    report = measure_sentiment(read_moods([data / "reviews_dev.tsv"]), (), 0, progress).report
    return [
        Goal("avaliações, positivo ou negativo", report.pos_neg_accuracy or 0.0, 0.94, unit="%"),
        Goal("avaliações, três tons: macro-F1", report.macro_f1, 0.67),
    ]


def chat(data: Path, progress: Progress) -> list[Goal]:
    """Messages of a chat, as every bot hears them."""
    said = read_moods([OWN / "sentiment" / "chat" / "held_out.tsv"])
    report = measure_sentiment((), said, 0, progress).report
    return [Goal("tom na conversa: macro-F1", report.macro_f1, 0.85)]


def entities(data: Path, progress: Progress) -> list[Goal]:
    """Marked messages, with the small catalogue that they speak of."""
    progress("entidades", 0.1)
    catalogue: dict[str, list[str]] = json.loads((MARKED / "catalogue.json").read_text())
    names = tuple(Phrase(EntityKind.PRODUCT, product, tuple(said)) for product, said in catalogue.items())
    messages = read_marked([MARKED / "held_out.jsonl"])
    report = measure_entities(messages, TrainingData((), names), WRITTEN)
    return [Goal("entidades, trecho e valor: F1", report.exact.f1, 0.95)]


SAID: dict[str, Callable[[Path, Progress], list[Goal]]] = {
    "spelling": spelling,
    "reviews": reviews,
    "chat": chat,
    "entities": entities,
}
