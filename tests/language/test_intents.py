import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from prosa.language.features import SparseRow
from prosa.language.intents import LinearHead, Pool, mix, sharpen, softmax

logits = st.lists(st.floats(-8, 8, width=32), min_size=2, max_size=6)


def test_a_sparse_row_scores_as_the_same_row_written_out():
    generator = np.random.default_rng(0)
    head = LinearHead(
        generator.normal(size=(20, 4)).astype(np.float32), generator.normal(size=4).astype(np.float32)
    )
    row = SparseRow(np.array([3, 7, 19], dtype=np.int32), np.array([0.5, 1.0, -2.0], dtype=np.float32))
    dense = np.zeros((1, 20), dtype=np.float32)
    dense[0, row.columns] = row.weights
    assert head.sparse([row]) == pytest.approx(head.dense(dense), abs=1e-6)


def test_a_row_without_columns_is_scored_by_the_bias_alone():
    head = LinearHead(np.ones((5, 2), dtype=np.float32), np.array([0.0, 1.0], dtype=np.float32))
    empty = SparseRow(np.zeros(0, dtype=np.int32), np.zeros(0, dtype=np.float32))
    assert head.sparse([empty])[0] == pytest.approx([0.0, 1.0])


@given(logits, st.floats(0.2, 5))
def test_temperature_changes_how_sure_one_is_and_not_what_one_thinks(values: list[float], temperature: float):
    before = softmax(np.array([values], dtype=np.float32))
    after = sharpen(before, temperature)
    assert after.sum() == pytest.approx(1, abs=1e-4)
    assert before[0][after.argmax()] == pytest.approx(before.max(), abs=1e-5)
    if temperature >= 1:
        assert after.max() <= before.max() + 1e-4
    else:
        assert after.max() >= before.max() - 1e-4


@given(logits, st.floats(0, 1))
def test_a_mixture_lies_between_its_parts(values: list[float], share: float):
    first = softmax(np.array([values], dtype=np.float32))
    second = softmax(np.array([values[::-1]], dtype=np.float32))
    mixed = mix([first, second], [share, 1 - share])
    assert (mixed >= np.minimum(first, second) - 1e-5).all()
    assert (mixed <= np.maximum(first, second) + 1e-5).all()


@given(st.lists(logits, min_size=3, max_size=3).filter(lambda rows: len({len(row) for row in rows}) == 1))
def test_a_pool_gives_probabilities_whatever_its_voters_scales(rows: list[list[float]]):
    pool = Pool(np.array([1, 5, 20], np.float32), np.array([0.2, 0.5, 0.3], np.float32), 0.8)
    found = pool.probabilities([np.array([row], dtype=np.float32) for row in rows])
    assert found.sum() == pytest.approx(1, abs=1e-4)
    assert (found >= 0).all()


def test_a_voter_without_a_share_changes_nothing():
    pool = Pool(np.array([1, 1], np.float32), np.array([1, 0], np.float32), 1.0)
    first = np.array([[0.3, 2.0, -1.0]], dtype=np.float32)
    assert pool.probabilities([first, -first])[0] == pytest.approx(softmax(first)[0], abs=1e-4)
