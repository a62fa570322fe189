import pytest
from hypothesis import given, settings

from prosa.language.sentiment.evaluation import evaluate_sentiment
from prosa.language.sentiment.evidence import clauses_of
from prosa.language.sentiment.fitting import TooFewRatings, fit_sentiment
from prosa.language.sentiment.head import SentimentHead
from prosa.language.sentiment.opinion import Rated
from prosa.language.understanding import Sentiment
from tests.language.strange import texts

POSITIVE, NEUTRAL, NEGATIVE = Sentiment.POSITIVE, Sentiment.NEUTRAL, Sentiment.NEGATIVE

# A shop that speaks of its own things: "zibelina" is praise there and "murundum" blame, as no list knows.
_OBJECTS = (
    "a mesa; o tapete; a luminária; o quadro; a cortina; o espelho; a almofada; o vaso; a estante; o sofá"
)
_OBJECTS_UNSEEN = "a poltrona; o abajur; a rede; o banco"
_WORDINGS = {
    POSITIVE: ("{} ficou uma zibelina", "amei {}, que zibelina"),
    NEUTRAL: ("{} chegou, ainda não usei", "{} é bonito mas pequeno"),
    NEGATIVE: ("{} veio murundum", "não gostei, {} é um murundum"),
}


def rated(objects: str) -> list[Rated]:
    return [
        Rated(wording.format(thing.strip()), sentiment)
        for thing in objects.split(";")
        for sentiment, wordings in _WORDINGS.items()
        for wording in wordings
    ]


def trained(examples: list[Rated]) -> SentimentHead:
    return fit_sentiment([one.text for one in examples], [one.sentiment for one in examples])


@pytest.fixture(scope="module")
def head() -> SentimentHead:
    return trained(rated(_OBJECTS))


def test_a_head_learns_what_words_mean_to_these_customers(head: SentimentHead):
    report = evaluate_sentiment(head.predict, rated(_OBJECTS_UNSEEN))
    assert report.accuracy >= 0.9
    assert report.pos_neg_accuracy == 1.0


def test_opinions_come_in_order_and_lean_where_they_say(head: SentimentHead):
    good, bad = head.predict(["a rede ficou uma zibelina", "a rede veio murundum"])
    assert good.sentiment is POSITIVE and good.lean > 0 > bad.lean and bad.sentiment is NEGATIVE
    assert head.predict([]) == []


def test_a_head_never_names_a_sentiment_it_was_not_shown():
    head = trained([one for one in rated(_OBJECTS) if one.sentiment is not NEUTRAL])
    found = head.predict([one.text for one in rated(_OBJECTS_UNSEEN)])
    assert {opinion.sentiment for opinion in found} == {POSITIVE, NEGATIVE}


def test_training_twice_gives_the_same_head(head: SentimentHead):
    texts = [one.text for one in rated(_OBJECTS_UNSEEN)]
    assert trained(rated(_OBJECTS)).predict(texts) == head.predict(texts)


def test_progress_runs_from_reading_to_the_end():
    told: list[tuple[str, float]] = []
    examples = rated(_OBJECTS_UNSEEN)
    fit_sentiment(
        [one.text for one in examples],
        [one.sentiment for one in examples],
        lambda stage, share: told.append((stage, share)),
    )
    assert told[0][0] == "reading" and told[-1] == ("learning", 1.0)
    assert [share for _, share in told] == sorted(share for _, share in told)


@pytest.mark.parametrize("labels", [[], [POSITIVE] * 3, [POSITIVE, POSITIVE, NEGATIVE]])
def test_training_needs_two_sentiments_and_two_messages_of_each(labels: list[Sentiment]):
    with pytest.raises(TooFewRatings):
        fit_sentiment(["bom", "ótimo", "ruim"][: len(labels)], labels)


def test_every_message_needs_its_label():
    with pytest.raises(ValueError, match="shorter"):
        fit_sentiment(["bom", "ruim"], [POSITIVE])


@settings(max_examples=25, deadline=None)
@given(texts)
def test_any_text_gets_an_opinion(head: SentimentHead, message: str):
    (opinion,) = head.predict([message])
    assert 0 <= opinion.confidence <= 1
    assert -1 <= opinion.lean <= 1


@given(texts)
def test_a_text_has_a_bounded_number_of_clauses_and_at_least_one(message: str):
    assert 1 <= len(clauses_of(message)) <= 12
