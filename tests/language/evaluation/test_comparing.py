import pytest
from hypothesis import given
from hypothesis import strategies as st

from prosa.language.evaluation.comparing import compare, mcnemar


def test_what_a_model_wins_and_loses_is_named():
    first = {"a": True, "b": False, "c": True, "d": False, "gone": True}
    second = {"a": True, "b": True, "c": False, "d": False, "new": True}
    found = compare(first, second)
    assert (found.won, found.lost) == (("b",), ("c",))
    assert (found.both_right, found.both_wrong, found.count) == (1, 1, 4)


@pytest.mark.parametrize(
    "won, lost, probability",
    [(0, 0, 1.0), (5, 5, 1.0), (0, 5, 0.0625), (10, 1, 24 / 2048), (1, 10, 24 / 2048)],
)
def test_the_test_is_a_row_of_coin_tosses(won: int, lost: int, probability: float):
    assert mcnemar(won, lost) == pytest.approx(probability)


@given(st.integers(0, 3000), st.integers(0, 3000))
def test_it_is_a_probability_whichever_model_comes_first(won: int, lost: int):
    assert 0 <= mcnemar(won, lost) <= 1
    assert mcnemar(won, lost) == mcnemar(lost, won)
