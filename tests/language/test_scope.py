import numpy as np
import pytest

from prosa.language.fitting_scope import fit_gate
from prosa.language.scope import Matrix, nearest


def around(centre: Matrix, count: int, seed: int) -> Matrix:
    """Unit vectors near a direction."""
    spread = np.random.default_rng(seed).normal(scale=0.03, size=(count, 512)).astype(np.float32)
    vectors = centre + spread
    return (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)


SHOP = np.eye(512, dtype=np.float32)[0]
WORLD = np.eye(512, dtype=np.float32)[1]


def column(value: float, count: int) -> Matrix:
    return np.full(count, value, dtype=np.float32)


def test_nearness_is_the_best_cosine_and_never_below_zero():
    vectors = np.stack([SHOP, -SHOP, (SHOP + WORLD) / np.sqrt(np.float32(2))])
    assert nearest(vectors, SHOP[None]) == pytest.approx([1, 0, np.sqrt(0.5)], abs=1e-6)
    assert nearest(vectors, np.zeros((0, 512), dtype=np.float32)).tolist() == [0, 0, 0]


def test_an_example_can_be_compared_with_all_but_itself():
    vectors = np.stack([SHOP, (SHOP + WORLD) / np.sqrt(np.float32(2))])
    assert nearest(vectors, vectors, leaving_out_itself=True) == pytest.approx([np.sqrt(0.5)] * 2, abs=1e-6)


def test_a_gate_lets_in_what_is_like_the_examples_and_not_what_is_like_the_background():
    examples, background = around(SHOP, 60, 1), around(WORLD, 60, 2)
    gate = fit_gate(
        examples,
        background,
        np.arange(60),
        inside_best=column(0.9, 60),
        outside_best=column(0.3, 60),
        inside_unfamiliar=column(0.0, 60),
        outside_unfamiliar=column(0.8, 60),
        landmarks=np.arange(60),
    )
    inside = gate.probability(around(SHOP, 20, 3), column(0.9, 20), column(0.0, 20))
    outside = gate.probability(around(WORLD, 20, 4), column(0.3, 20), column(0.8, 20))
    assert inside.min() > 0.9
    assert outside.max() < 0.1


def test_a_pack_about_the_background_itself_is_not_locked_out():
    """Nothing tells its examples from the background, so most of them must still get through."""
    examples, background = around(SHOP, 60, 1), around(SHOP + np.float32(0.9) * WORLD, 60, 2)
    gate = fit_gate(
        examples,
        background,
        np.arange(60),
        inside_best=column(0.5, 60),
        outside_best=column(0.5, 60),
        inside_unfamiliar=column(0.2, 60),
        outside_unfamiliar=column(0.2, 60),
        landmarks=np.arange(60),
    )
    inside = gate.probability(around(SHOP, 40, 3), column(0.5, 40), column(0.2, 40))
    assert np.median(inside) > 0.5


def test_where_both_sides_look_alike_confidence_is_hardly_lost():
    examples, background = around(SHOP, 60, 1), around(SHOP + np.float32(0.9) * WORLD, 60, 2)
    best = np.random.default_rng(5).uniform(0.3, 0.99, 60).astype(np.float32)
    gate = fit_gate(
        examples,
        background,
        np.arange(60),
        inside_best=best,
        outside_best=np.random.default_rng(6).uniform(0.3, 0.99, 60).astype(np.float32),
        inside_unfamiliar=column(0.2, 60),
        outside_unfamiliar=column(0.2, 60),
        landmarks=np.arange(60),
    )
    inside = gate.probability(around(SHOP, 60, 3), best, column(0.2, 60))
    assert float((best * (1 - inside)).mean()) < 0.02


def test_too_few_examples_to_learn_from_leave_a_plain_rule_on_nearness():
    gate = fit_gate(
        around(SHOP, 3, 1),
        around(WORLD, 60, 2),
        np.arange(3),
        inside_best=column(0.9, 3),
        outside_best=column(0.3, 60),
        inside_unfamiliar=column(0.0, 3),
        outside_unfamiliar=column(0.8, 60),
        landmarks=np.arange(3),
    )
    one = column(0.9, 1)
    assert gate.probability(SHOP[None], one, one)[0] > 0.9
    assert gate.probability(WORLD[None], one, one)[0] < 0.1
