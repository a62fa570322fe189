import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import roc_auc_score

from prosa.language.evaluation import area_under_roc, evaluate_scope
from prosa.language.evaluation.scope import roc_curve
from prosa.language.model import Model

scores = st.lists(st.floats(0, 1, width=16), min_size=1, max_size=30)


def test_scope_is_told_apart(model: Model):
    inside = ["cadê minha compra", "quero devolver", "aceita cartão"]
    outside = ["quem foi o primeiro homem na lua", "receita de lasanha", "toca um samba"]
    report = evaluate_scope(model, inside, outside, threshold=0.7)
    assert report.auroc == 1
    assert report.wrongly_answered == 0


@given(scores, scores)
def test_the_area_under_the_curve_is_scikit_learns(inside: list[float], outside: list[float]):
    truth = [1] * len(inside) + [0] * len(outside)
    ours = area_under_roc(np.asarray(inside), np.asarray(outside))
    assert ours == pytest.approx(roc_auc_score(truth, inside + outside))


@given(scores, scores)
def test_the_curve_has_the_area_that_is_told(inside: list[float], outside: list[float]):
    wrong, right = roc_curve(np.asarray(inside), np.asarray(outside))
    assert wrong[0] == right[0] == 0 and wrong[-1] == right[-1] == 1
    area = float(np.trapezoid(right, wrong))
    assert area == pytest.approx(area_under_roc(np.asarray(inside), np.asarray(outside)))
