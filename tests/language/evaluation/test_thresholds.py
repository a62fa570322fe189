import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from prosa.language.evaluation.thresholds import TOLERATED, suggested, threshold_curve

NOBODY = np.array([])
messages = st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=30)


def test_a_higher_threshold_answers_less_and_errs_less():
    curve = threshold_curve(np.array([0.3, 0.6, 0.9]), np.array([False, True, True]), np.array([0.4, 0.1]))
    at = {round(point.threshold, 2): point for point in curve}
    assert at[0.0].answered == 1 and at[0.0].wrong == 1 / 3 and at[0.0].outside_answered == 1
    assert at[0.5].answered == 2 / 3 and at[0.5].wrong == 0 and at[0.5].outside_answered == 0
    assert at[1.0].answered == 0 and at[1.0].wrong == 0


def test_the_lowest_tolerable_threshold_is_suggested():
    inside, right = np.array([0.3, 0.6, 0.9]), np.array([False, True, True])
    found = suggested(threshold_curve(inside, right, NOBODY))
    assert found is not None and found.threshold == 0.31
    found = suggested(threshold_curve(inside, right, np.array([0.85])))
    assert found is not None and found.threshold == 0.86


def test_nothing_is_suggested_when_the_surest_are_wrong():
    assert suggested(threshold_curve(np.array([0.2, 1.0]), np.array([True, False]), NOBODY)) is None


@given(messages)
def test_what_is_suggested_keeps_its_promise(messages: list[tuple[float, bool]]):
    confidence, right = [np.asarray(side) for side in zip(*messages, strict=True)]
    curve = threshold_curve(confidence, right, NOBODY)
    found = suggested(curve)
    if found is not None:
        assert found.answered > 0
        assert all(point.wrong <= TOLERATED for point in curve if point.threshold >= found.threshold)
