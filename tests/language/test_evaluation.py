import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import f1_score, roc_auc_score

from prosa.language.evaluation import (
    area_under_roc,
    evaluate,
    evaluate_scope,
    expected_calibration_error,
    split,
    understand_all,
)
from prosa.language.model import Model
from prosa.language.training import Example

TEST = (
    Example("oi boa tarde", "greeting"),
    Example("onde anda minha encomenda", "order_status"),
    Example("desisto, cancela tudo", "cancel_order"),
    Example("me chama um humano", "speak_to_human"),
    Example("quero uma cafeteira", "payment_methods"),  # labelled wrong on purpose
)

scores = st.lists(st.floats(0, 1, width=16), min_size=1, max_size=30)


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


def test_scope_is_told_apart(model: Model):
    inside = ["cadê minha compra", "quero devolver", "aceita cartão"]
    outside = ["quem foi o primeiro homem na lua", "receita de lasanha", "toca um samba"]
    report = evaluate_scope(model, inside, outside, threshold=0.7)
    assert report.auroc == 1
    assert report.wrongly_answered == 0


def test_calibration_error_is_the_distance_of_confidence_from_the_truth():
    confident = np.full(10, 0.9)
    assert expected_calibration_error(confident, np.array([True] * 9 + [False])) == pytest.approx(0)
    assert expected_calibration_error(confident, np.array([True] * 4 + [False] * 6)) == pytest.approx(0.5)


@given(scores, scores)
def test_the_area_under_the_curve_is_scikit_learns(inside: list[float], outside: list[float]):
    truth = [1] * len(inside) + [0] * len(outside)
    ours = area_under_roc(np.asarray(inside), np.asarray(outside))
    assert ours == pytest.approx(roc_auc_score(truth, inside + outside))


@given(st.lists(st.tuples(st.text("abcABC", min_size=1, max_size=3), st.sampled_from("xyz")), max_size=60))
def test_a_split_loses_nothing_shares_nothing_and_leaves_something_to_learn(pairs: list[tuple[str, str]]):
    examples = [Example(text, intent) for text, intent in pairs]
    training, test = split(examples, 0.2, seed=1)
    texts = [example.text.lower() for example in (*training, *test)]
    assert sorted(texts) == sorted({text.lower() for text, _ in pairs})
    assert {example.intent for example in test} <= {example.intent for example in training}


def test_a_split_holds_the_same_share_of_every_intent_and_can_be_repeated():
    examples = [Example(f"{intent} {i}", intent) for intent in "ab" for i in range(20)]
    _, test = split(examples, 0.25, seed=3)
    assert sorted(example.intent for example in test) == ["a"] * 5 + ["b"] * 5
    assert split(examples, 0.25, seed=3)[1] == test
