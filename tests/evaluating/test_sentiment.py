from collections.abc import Sequence

import pytest

from prosa.evaluating.intents import NotMeasurable
from prosa.evaluating.page.rendering import render
from prosa.evaluating.page.sentiment import sentiment_page
from prosa.evaluating.sentiment import MeasuredSentiment, measure_sentiment, sentiment_record
from prosa.language.sentiment.opinion import Rated
from prosa.language.understanding import Sentiment

GOOD = "adorei;amei a loja;nota dez;produto ótimo;recomendo muito;excelente atendimento;muito bom;perfeito"
BAD = "odiei;péssimo;nunca mais compro;veio quebrado;não recomendo;horrível;não funciona;decepcionado"


def rated(sentiment: Sentiment, texts: str) -> list[Rated]:
    return [Rated(text, sentiment) for text in texts.split(";")]


def measured(training: Sequence[Rated], test: Sequence[Rated]) -> MeasuredSentiment:
    return measure_sentiment(training, test, 0, lambda step, share: None)


def test_a_test_of_good_and_bad_alone_is_a_choice_of_two():
    test = [*rated(Sentiment.POSITIVE, "gostei do produto"), *rated(Sentiment.NEGATIVE, "o produto chegou")]
    found = measured((), test)
    assert found.two_sided
    assert {opinion.sentiment for opinion in found.opinions} <= {Sentiment.POSITIVE, Sentiment.NEGATIVE}
    assert found.report.accuracy == found.report.pos_neg_accuracy


def test_a_head_is_trained_on_what_is_rated_and_a_fifth_is_kept_for_the_test():
    found = measured([*rated(Sentiment.POSITIVE, GOOD), *rated(Sentiment.NEGATIVE, BAD)], ())
    assert found.report.count == 4 and found.train_seconds is not None
    written = sentiment_record(found)
    assert written["ece"] is not None and len(written["predictions"]) == 4


def test_too_little_to_learn_from_is_explained():
    with pytest.raises(NotMeasurable, match="dois sentimentos"):
        measured(rated(Sentiment.POSITIVE, GOOD), rated(Sentiment.POSITIVE, "bom"))
    with pytest.raises(NotMeasurable, match="nenhuma mensagem"):
        measured((), ())


def test_the_page_shows_the_messages_that_were_misheard():
    found = measured((), [Rated("<u>bom dia</u>", Sentiment.NEGATIVE), Rated("oi", Sentiment.NEUTRAL)])
    page = render(sentiment_page(found))
    assert "&lt;u&gt;bom dia" in page and "<u>" not in page and "negativo" in page
