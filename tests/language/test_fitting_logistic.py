from typing import Any, cast

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.linear_model import LogisticRegression

from prosa.language.features import fit_vectoriser
from prosa.language.fitting_logistic import fit_over_examples
from prosa.language.fitting_sparse import sparse_matrix
from prosa.language.intents import LinearHead, softmax
from prosa.language.kinship import kinship

ASKED = {
    "troca": ("quero trocar meu fone", "posso trocar o mouse", "como faço para trocar", "trocar produto"),
    "prazo": ("qual o prazo de entrega", "quando chega", "em quantos dias chega", "prazo do frete"),
    "boleto": ("segunda via do boleto", "perdi o boleto", "manda o boleto de novo", "boleto vencido"),
}
TEXTS = [text for texts in ASKED.values() for text in texts]
TRUTH = np.repeat(np.arange(3), 4)


def taught() -> tuple[Any, Any]:
    vectoriser = fit_vectoriser(TEXTS)
    new = ("dá para trocar este fone", "quando chega o meu pedido", "cadê o boleto")
    return (
        sparse_matrix([vectoriser.row(text) for text in TEXTS], vectoriser.width),
        sparse_matrix([vectoriser.row(text) for text in new], vectoriser.width),
    )


def test_it_finds_what_logistic_regression_over_features_finds():
    known, new = taught()
    head = fit_over_examples(known, TRUTH, 3, 2.0)
    other = cast(Any, LogisticRegression(C=2.0, tol=1e-6)).fit(known, TRUTH)

    ours = softmax(new @ head.weights + head.bias)

    assert ours.argmax(axis=1).tolist() == [0, 1, 2]
    assert ours == pytest.approx(other.predict_proba(new), abs=0.05)


def test_an_intent_without_an_example_is_never_meant():
    known, new = taught()
    head = fit_over_examples(known, np.where(TRUTH == 2, 4, TRUTH), 5, 20.0)

    probabilities = softmax(new @ head.weights + head.bias)

    assert probabilities.argmax(axis=1).tolist() == [0, 1, 4]
    assert probabilities[:, [2, 3]].max() < 1e-6


def test_rows_need_not_be_sparse():
    known, new = taught()
    sparse, dense = fit_over_examples(known, TRUTH, 3, 2.0), fit_over_examples(known.toarray(), TRUTH, 3, 2.0)
    assert new @ sparse.weights + sparse.bias == pytest.approx(new @ dense.weights + dense.bias, abs=1e-3)


def test_a_message_of_one_intent_makes_its_kin_likelier_than_a_stranger():
    known, new = taught()
    # Of "pedido_fatura" there are no examples; "pedido_boleto" is kin of "pedido_prazo".
    family = kinship(["troca", "pedido_prazo", "pedido_boleto", "pedido_fatura"])

    def odds(head: LinearHead) -> float:
        logits = (new @ head.weights + head.bias)[1]
        return float(logits[2] - logits[0])

    assert odds(fit_over_examples(known, TRUTH, 4, 20.0, family)) > odds(
        fit_over_examples(known, TRUTH, 4, 20.0)
    )


@settings(max_examples=25, deadline=None)
@given(st.lists(st.integers(0, 3), min_size=1, max_size=len(TEXTS)), st.floats(0.01, 1000))
def test_any_labels_give_finite_weights(labels: list[int], inverse_ridge: float):
    known, _ = taught()
    head = fit_over_examples(known[: len(labels)], np.asarray(labels), 4, inverse_ridge)
    assert np.isfinite(head.weights).all() and np.isfinite(head.bias).all()
