"""One evaluation of sentiment: of the ear that every bot has, or of a head trained on rated messages."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from prosa.evaluating.intents import NotMeasurable
from prosa.evaluating.record import Judgement, Record, judgements, record
from prosa.language.cleaning import clean
from prosa.language.encoders.universal import shared_encoder
from prosa.language.european import in_brazilian
from prosa.language.evaluation.scores import interval
from prosa.language.evaluation.splitting import split
from prosa.language.normalise import normalise
from prosa.language.sentiment import tone
from prosa.language.sentiment.evaluation import SentimentReport, evaluate_sentiment
from prosa.language.sentiment.fitting import TooFewRatings, fit_sentiment
from prosa.language.sentiment.opinion import Opine, Opinion, Rated
from prosa.language.spelling import Speller
from prosa.language.training import Example
from prosa.language.understanding import Sentiment

Progress = Callable[[str, float], None]

_BATCH = 32


@dataclass(frozen=True, slots=True)
class MeasuredSentiment:
    """What came of an evaluation of sentiment."""

    test: tuple[Rated, ...]
    opinions: tuple[Opinion, ...]
    """One for each message of the test."""
    report: SentimentReport
    train_seconds: float | None
    """None for the ear that every bot has."""
    two_sided: bool
    """Whether the test knows good and bad only, so that neutral was no answer."""


def measure_sentiment(
    training: Sequence[Rated], test: Sequence[Rated], seed: int, progress: Progress
) -> MeasuredSentiment:
    """Trains on rated messages, if there are any, and asks. Without a test a fifth of them is kept for it.

    Raises `NotMeasurable`.
    """
    if not test:
        training, test = _split(training, seed)
    if not test:
        raise NotMeasurable("Não há nenhuma mensagem de teste.")
    began = time.perf_counter()
    opine = _trained(training, progress) if training else _ear()
    train_seconds = time.perf_counter() - began if training else None
    two_sided = all(rated.sentiment is not Sentiment.NEUTRAL for rated in test)
    said: list[Opinion] = []

    def heard(texts: Sequence[str]) -> list[Opinion]:
        said[:] = [_taking_sides(one) if two_sided else one for one in opine(texts)]
        return list(said)

    progress(f"{len(test)} mensagens", 0.9)
    report = evaluate_sentiment(heard, test)
    return MeasuredSentiment(tuple(test), tuple(said), report, train_seconds, two_sided)


def sentiment_record(measured: MeasuredSentiment) -> Record:
    """The record of an evaluation of sentiment."""
    report = measured.report
    return record(
        "sentiment",
        {
            "accuracy": report.accuracy,
            "macro_f1": report.macro_f1,
            # The ear tells no probability.
            "ece": report.ece if measured.train_seconds is not None else None,
            "ms_per_message": report.ms_per_message,
            "train_seconds": measured.train_seconds,
        },
        {
            "pos_neg_accuracy": report.pos_neg_accuracy,
            "accuracy_interval": interval(report.accuracy, report.count),
            "count": report.count,
            "sentiments": report.scores,
            "confusions": report.mistakes,
            **judgements(
                [
                    Judgement(
                        rated.text,
                        rated.sentiment.value,
                        opinion.sentiment.value,
                        opinion.sentiment is rated.sentiment,
                        round(opinion.confidence, 4),
                    )
                    for rated, opinion in zip(measured.test, measured.opinions, strict=True)
                ]
            ),
        },
    )


def _split(rated: Sequence[Rated], seed: int) -> tuple[list[Rated], list[Rated]]:
    halves = split([Example(one.text, one.sentiment.value) for one in rated], seed=seed)
    training, test = ([Rated(example.text, Sentiment(example.intent)) for example in half] for half in halves)
    return training, test


def _trained(training: Sequence[Rated], progress: Progress) -> Opine:
    try:
        head = fit_sentiment(
            [rated.text for rated in training],
            [rated.sentiment for rated in training],
            lambda step, share: progress(f"treino, {step}", share),
        )
    except TooFewRatings as error:
        raise NotMeasurable(
            "O treino precisa de dois sentimentos, e de duas mensagens de cada um deles."
        ) from error
    return head.predict


def _ear() -> Opine:
    """How every bot hears a message, with the words read as its models read them."""
    speller, encoder = Speller.general(), shared_encoder()

    def opine(texts: Sequence[str]) -> list[Opinion]:
        found: list[Opinion] = []
        for start in range(0, len(texts), _BATCH):
            cleaned = [clean(text) for text in texts[start : start + _BATCH]]
            read = [speller.correct_text(in_brazilian(normalise(each.text))) for each in cleaned]
            for each, normalised, vector in zip(cleaned, read, encoder.encode(read), strict=True):
                heard = tone(each.text, normalised, vector)
                found.append(Opinion(heard.sentiment, abs(heard.mood), heard.mood))
        return found

    return opine


def _taking_sides(opinion: Opinion) -> Opinion:
    """The opinion when neutral is no answer."""
    side = Sentiment.POSITIVE if opinion.lean > 0 else Sentiment.NEGATIVE
    return Opinion(side, (1 + abs(opinion.lean)) / 2, opinion.lean)
