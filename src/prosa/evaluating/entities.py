"""One evaluation of entities, from marked messages to results."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from prosa.evaluating.reading.rows import Unreadable
from prosa.evaluating.record import Judgement, Record, judgements, record
from prosa.language.cleaning import clean
from prosa.language.entities.annotated import AnnotationUnreadable, read_annotated
from prosa.language.entities.evaluation import Annotated, EntityReport, Score, evaluate_entities
from prosa.language.entities.finder import EntityFinder, today_in_brazil
from prosa.language.evaluation.scores import interval
from prosa.language.spelling import Speller
from prosa.language.training import TrainingData
from prosa.language.understanding import Cues, Entity

_WANTED = 'cada linha deve ser {"text": "…", "entities": [{"kind", "start", "end", "value"}]}'


def read_marked(paths: Iterable[Path]) -> list[Annotated]:
    """The marked messages of all files. Raises `Unreadable`."""
    messages: list[Annotated] = []
    for path in paths:
        try:
            found = read_annotated(path)
        except AnnotationUnreadable as error:
            raise Unreadable(path, f"não pode ser lido ({error}): {_WANTED}.") from error
        if not found:
            raise Unreadable(path, "não tem nenhuma mensagem.")
        messages += found
    return messages


def measure_entities(
    messages: Sequence[Annotated], names: TrainingData, today: date | None = None
) -> EntityReport:
    """Finds and compares. `names` brings products and lookups; `today` is the day of messages without one."""
    day = _Day(today or today_in_brazil())
    finder = EntityFinder(names.phrases, names.patterns, Speller.general(), day)

    def find(message: Annotated) -> Sequence[Entity]:
        day.now = message.today or day.usual
        return finder.find(message.text, clean(message.text), Cues())

    return evaluate_entities(find, messages)


def entities_record(messages: Sequence[Annotated], report: EntityReport) -> Record:
    """The record of an evaluation of entities. A message is right when all of it is."""
    found = _judged(messages, report)
    accuracy = sum(judgement.right for judgement in found) / len(found)
    return record(
        "entities",
        {"accuracy": accuracy, "macro_f1": report.macro_f1, "ms_per_message": report.ms_per_message},
        {
            "f1": report.exact.f1,
            "precision": report.exact.precision,
            "recall": report.exact.recall,
            "span_f1": report.spans.f1,
            "value_f1": report.values.f1,
            "accuracy_interval": interval(accuracy, len(found)),
            "count": report.messages,
            "expected": report.exact.expected,
            "found": report.exact.found,
            "right": report.exact.right,
            "kinds": {kind: _score(score) for kind, score in report.by_kind.items()},
            "mistakes": [
                {
                    "text": mistake.text,
                    "slip": mistake.slip.value,
                    "expected": mistake.expected,
                    "found": mistake.found,
                }
                for mistake in report.mistakes
            ],
            **judgements(found),
        },
    )


def _judged(messages: Sequence[Annotated], report: EntityReport) -> list[Judgement]:
    flaws: dict[str, list[str]] = {}
    for mistake in report.mistakes:
        flaws.setdefault(mistake.text, []).append(mistake.slip.value)
    return [
        Judgement(
            message.text,
            ", ".join(f"{entity.kind}={entity.value or '?'}" for entity in message.entities),
            ", ".join(flaws.get(message.text, ())),
            message.text not in flaws,
        )
        for message in messages
    ]


@dataclass(slots=True)
class _Day:
    """What the finder takes for today: each message may have a day of its own."""

    usual: date
    now: date | None = None

    def __call__(self) -> date:
        return self.now or self.usual


def _score(score: Score) -> Record:
    return {
        "f1": score.f1,
        "precision": score.precision,
        "recall": score.recall,
        "expected": score.expected,
        "found": score.found,
    }
