import numpy as np
import pytest
from sklearn.metrics import f1_score

from prosa.language.evaluation import Prediction, evaluate, report_on, understand_all
from prosa.language.model import Model
from prosa.language.training import Example
from prosa.language.understanding import ScoredIntent

TEST = (
    Example("oi boa tarde", "greeting"),
    Example("onde anda minha encomenda", "order_status"),
    Example("desisto, cancela tudo", "cancel_order"),
    Example("me chama um humano", "speak_to_human"),
    Example("quero uma cafeteira", "payment_methods"),  # labelled wrong on purpose
)


def said(text: str, expected: str, guess: str, confidence: float) -> Prediction:
    return Prediction(text, expected, ScoredIntent(guess, confidence))


def test_the_report_counts_what_is_right_and_names_what_is_not(model: Model):
    report = evaluate(model, TEST)
    guesses = [found.intent.name for found in understand_all(model, [example.text for example in TEST])]
    truths = [example.intent for example in TEST]
    assert report.accuracy == pytest.approx(np.mean([a == b for a, b in zip(truths, guesses, strict=True)]))
    assert report.macro_f1 == pytest.approx(f1_score(truths, guesses, average="macro"))
    assert any(confusion.example == "quero uma cafeteira" for confusion in report.confusions)
    assert sum(score.support for score in report.intents) == report.count == len(TEST)


def test_nothing_to_evaluate_is_an_error(model: Model):
    with pytest.raises(ValueError, match="empty"):
        evaluate(model, [])


def test_confusions_come_most_frequent_first_and_their_messages_surest_first():
    report = report_on(
        [
            said("some com isso", "cancel", "refund", 0.5),
            said("devolve", "refund", "cancel", 0.9),
            said("cancela e devolve", "cancel", "refund", 0.8),
            said("cancela", "cancel", "cancel", 1.0),
        ]
    )
    assert [(c.expected, c.predicted, c.count) for c in report.confusions] == [
        ("cancel", "refund", 2),
        ("refund", "cancel", 1),
    ]
    assert report.confusions[0].messages == ("cancela e devolve", "some com isso")


def test_an_intent_that_the_model_does_not_know_counts_as_wrong():
    report = report_on([said("oi", "greeting", "greeting", 0.9), said("tchau", "farewell", "greeting", 0.9)])
    assert report.accuracy == 0.5
    assert {score.name: score.recall for score in report.intents} == {"greeting": 1.0, "farewell": 0.0}
