from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import f1_score, precision_score, recall_score

from prosa.language.evaluation import class_scores
from prosa.language.evaluation.scores import interval, macro_f1

answers = st.lists(st.tuples(st.sampled_from("abcd"), st.sampled_from("abcde")), min_size=1, max_size=40)


@pytest.mark.filterwarnings("ignore::sklearn.exceptions.UndefinedMetricWarning")
@given(answers)
def test_each_score_is_scikit_learns(answers: list[tuple[str, str]]):
    expected, predicted = [list(side) for side in zip(*answers, strict=True)]
    ours = class_scores(expected, predicted)
    names = [score.name for score in ours]
    each: Any = None  # of the classes, rather than their average
    measures = (
        (precision_score, [score.precision for score in ours]),
        (recall_score, [score.recall for score in ours]),
        (f1_score, [score.f1 for score in ours]),
    )
    for measure, mine in measures:
        assert mine == pytest.approx(measure(expected, predicted, labels=names, average=each))
    assert macro_f1(ours) == pytest.approx(f1_score(expected, predicted, average="macro"))
    assert sum(score.support for score in ours) == len(answers)


@given(st.integers(1, 5000), st.floats(0, 1))
def test_an_interval_holds_the_share_and_narrows_with_more_messages(count: int, share: float):
    low, high = interval(share, count)
    assert 0 <= low <= share + 1e-9 and share - 1e-9 <= high <= 1
    closer = interval(share, count * 10)
    assert closer[1] - closer[0] < high - low


def test_wilsons_interval_of_nine_in_ten():
    assert interval(0.9, 10) == pytest.approx((0.5958, 0.9821), abs=1e-4)
