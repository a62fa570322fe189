from collections.abc import Sequence

import pytest

from prosa.language.sentiment.evaluation import evaluate_sentiment
from prosa.language.sentiment.opinion import Opinion, Rated
from prosa.language.understanding import Sentiment

POSITIVE, NEUTRAL, NEGATIVE = Sentiment.POSITIVE, Sentiment.NEUTRAL, Sentiment.NEGATIVE

SAID = {
    "bom": Opinion(POSITIVE, 0.9, 0.9),
    "ok": Opinion(NEUTRAL, 0.6, 0.1),
    "hum": Opinion(NEUTRAL, 0.5, -0.2),
    "ruim": Opinion(NEGATIVE, 0.8, -0.8),
}


def opine(texts: Sequence[str]) -> list[Opinion]:
    return [SAID[text] for text in texts]


def test_shares_are_counted_over_all_and_by_sentiment():
    rated = [Rated("bom", POSITIVE), Rated("ok", POSITIVE), Rated("hum", NEGATIVE), Rated("ruim", NEGATIVE)]
    report = evaluate_sentiment(opine, rated)
    assert report.count == 4
    assert report.accuracy == 0.5
    assert report.pos_neg_accuracy == 1.0
    assert report.macro_f1 == pytest.approx(2 / 3)
    assert [(score.sentiment, score.support, score.precision, score.recall) for score in report.scores] == [
        (NEGATIVE, 2, 1.0, 0.5),
        (NEUTRAL, 0, 0.0, 0.0),
        (POSITIVE, 2, 1.0, 0.5),
    ]


def test_mistakes_are_told_most_frequent_first_with_their_surest_message():
    rated = [Rated("hum", NEGATIVE), Rated("ok", POSITIVE), Rated("ok", NEGATIVE), Rated("bom", POSITIVE)]
    first, second = evaluate_sentiment(opine, rated).mistakes
    assert (first.expected, first.predicted, first.count, first.example) == (NEGATIVE, NEUTRAL, 2, "ok")
    assert (second.expected, second.count) == (POSITIVE, 1)


def test_confidence_that_is_always_right_is_miscalibrated_by_what_it_lacks():
    assert evaluate_sentiment(opine, [Rated("bom", POSITIVE)] * 3).ece == pytest.approx(0.1)


def test_leaning_is_not_asked_where_every_message_is_neutral():
    assert evaluate_sentiment(opine, [Rated("ok", NEUTRAL)]).pos_neg_accuracy is None


def test_nothing_cannot_be_evaluated():
    with pytest.raises(ValueError, match="no rated messages"):
        evaluate_sentiment(opine, [])
