import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from prosa.language.encoders.rows import unit_rows
from prosa.language.fitting_quadratic import solve
from prosa.language.kinship import kinship, strangers

ORDERS = ("order_status", "order_cancel", "cardStatus", "refund")


def test_intents_are_kin_by_the_words_of_their_names():
    assert kinship(ORDERS).shared.tolist() == [[3, 1, 1, 0], [1, 2, 0, 0], [1, 0, 2, 0], [0, 0, 0, 1]]


def test_numbers_and_names_without_a_word_in_common_make_strangers():
    assert np.array_equal(kinship(["7", "7_1", "boleto", "troca"]).shared, strangers(4).shared)


def test_of_some_intents_kin_stay_kin():
    some = kinship(ORDERS).among(np.array([0, 3]))
    assert some.shared.tolist() == [[3, 0], [0, 1]]


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.sampled_from(["order_status", "order", "card_status", "a card", "x"]), min_size=1), st.data()
)
def test_a_step_is_never_longer_than_the_loss_allows(intents: list[str], data: st.DataObject):
    """The step is the slope times an inverse; what it inverts is no less than the true bend."""
    seed = data.draw(st.integers(0, 1000))
    points = np.random.default_rng(seed).normal(size=(6, 3)).astype(np.float32)
    likeness, family = points @ points.T, kinship(intents)
    descent = family.descent(likeness, 0.3)
    count = 6 * len(intents)
    steps = np.stack(
        [descent(each.reshape(6, -1)).ravel() for each in np.eye(count, dtype=np.float32)], axis=1
    ).astype(np.float64)
    bend = np.kron(likeness, family.shared) + 0.3 * np.eye(count)
    # Bound ≥ bend, so its inverse ≤ the bend's: no direction is gone further than Newton would.
    assert np.linalg.eigvalsh(np.linalg.inv(bend) - (steps + steps.T) / 2).min() > -1e-3


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000))
def test_kin_share_the_function_of_the_lowest_loss(seed: int):
    generator = np.random.default_rng(seed)
    points = unit_rows(generator.normal(size=(30, 8)).astype(np.float32))
    truth = generator.integers(4, size=30)
    likeness, family = points @ points.T + np.float32(0.2), kinship(ORDERS)
    sides = np.where(np.arange(4) == truth[:, None], 1.0, -1.0)

    def loss(duals: NDArray[np.float64]) -> float:
        scores = likeness @ duals @ family.shared
        return float((np.maximum(0, 1 - sides * scores) ** 2).sum() + 0.3 * (duals * scores).sum())

    duals = solve(likeness, truth, 4, family).astype(np.float64) @ np.linalg.inv(family.shared)
    lowest = loss(duals)
    for _ in range(20):
        assert loss(duals + generator.normal(size=duals.shape) * 0.05) >= lowest * (1 - 2e-3)


@given(st.lists(st.text(max_size=12), min_size=1, max_size=12))
def test_any_names_give_a_kinship_that_is_a_covariance(intents: list[str]):
    family = kinship(intents)
    assert np.array_equal(family.shared, family.shared.T)
    assert np.linalg.eigvalsh(family.shared).min() > 0.99
    rebuilt = sum(strand.axes @ strand.axes.T for strand in family.strands)
    assert rebuilt == pytest.approx(np.eye(len(intents)), abs=1e-4)
