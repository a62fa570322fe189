"""One evaluation of spelling: known errors put right, and clean words left alone."""

from collections.abc import Sequence
from dataclasses import dataclass

from prosa.evaluating.reading.pairs import Pair
from prosa.evaluating.record import Judgement, Record, judgements, record
from prosa.language import slang
from prosa.language.evaluation.scores import interval
from prosa.language.spelling import Speller
from prosa.language.spelling_evaluation import SpellingReport, evaluate_spelling


@dataclass(frozen=True, slots=True)
class Corrected:
    """A known error, what became of it, and what it should have become."""

    typed: str
    given: str
    meant: str

    @property
    def right(self) -> bool:
        """Whether it is as it should be; models read lower case, so case does not count."""
        return self.given.casefold() == self.meant.casefold()


@dataclass(frozen=True, slots=True)
class MeasuredSpelling:
    """What came of an evaluation of spelling. Shares are 0 to 1, None without anything to measure on."""

    errors: tuple[Corrected, ...]
    clean: SpellingReport
    """Of the clean messages only."""

    @property
    def errors_right(self) -> float | None:
        """Share of the known errors that became what was meant."""
        return sum(error.right for error in self.errors) / len(self.errors) if self.errors else None

    @property
    def clean_altered(self) -> float | None:
        """Share of the clean words that were changed."""
        return self.clean.altered_share if self.clean.words else None


def measure_spelling(pairs: Sequence[Pair], clean: Sequence[str]) -> MeasuredSpelling:
    """Corrects with the speller that knows Portuguese and no pack, and with the slang that models are spared.

    A pair of equal texts is clean text. Of a pair of sentences with as many words on both sides, the words
    that differ are errors, each corrected in its sentence, and the others are clean.
    """
    speller = Speller.general()
    same = [typed for typed, meant in pairs if typed == meant]
    errors: list[Corrected] = []
    for typed, meant in pairs:
        if typed != meant:
            errors += _corrected(speller, typed, meant)
    spared = [meant for typed, meant in pairs if typed != meant and len(meant.split()) > 1]
    return MeasuredSpelling(tuple(errors), evaluate_spelling([], [*clean, *same, *spared], speller))


def spelling_record(measured: MeasuredSpelling) -> Record:
    """The record of an evaluation of spelling; its accuracy is the share of the errors put right."""
    right, clean = measured.errors_right, measured.clean
    return record(
        "spelling",
        {"accuracy": right, "ms_per_message": clean.ms_per_message if clean.words else None},
        {
            "errors_right": right,
            "clean_altered": measured.clean_altered,
            "accuracy_interval": None if right is None else interval(right, len(measured.errors)),
            "count": len(measured.errors),
            "clean_words": clean.words,
            "altered": clean.altered,
            **judgements(
                [Judgement(error.typed, error.meant, error.given, error.right) for error in measured.errors]
            ),
        },
    )


def _corrected(speller: Speller, typed: str, meant: str) -> list[Corrected]:
    given = speller.correct_text(typed)
    words, wanted, found = typed.split(), meant.split(), given.split()
    if len(words) == 1 or not len(words) == len(wanted) == len(found):
        return [Corrected(typed, _spelled_out(typed, given), meant)]
    return [
        Corrected(word, _spelled_out(word, became), right)
        for word, right, became in zip(words, wanted, found, strict=True)
        if word != right
    ]


def _spelled_out(typed: str, given: str) -> str:
    """What models read: slang is spelled out before the speller sees a word."""
    return slang.WORDS.get(typed.lower(), given)
