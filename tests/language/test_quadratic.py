import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from prosa.language.encoders.rows import unit_rows
from prosa.language.features import fit_vectoriser
from prosa.language.fitting_quadratic import fit_directions, fit_quadratic, solve
from prosa.language.fitting_sparse import sparse_matrix
from prosa.language.quadratic import pairs
from prosa.language.views import Views

WORDS = "quero trocar cancelar pedido boleto fone prazo entrega garantia preço".split()


def views_of(seed: int, count: int, depth: int = 6) -> tuple[Views, int]:
    generator = np.random.default_rng(seed)
    texts = [" ".join(generator.choice(WORDS, 3)) for _ in range(count)]
    vectoriser = fit_vectoriser(texts)
    vectors = unit_rows(generator.normal(size=(count, 5)).astype(np.float32))
    deep = unit_rows(generator.normal(size=(count, depth)).astype(np.float32)) if depth else vectors[:, :0]
    return Views(vectors, deep, [vectoriser.row(text) for text in texts]), vectoriser.width


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000), st.sampled_from([0, 6]))
def test_weights_of_features_score_as_likeness_to_every_example_does(seed: int, depth: int):
    views, width = views_of(seed, 24, depth)
    truth = np.random.default_rng(seed).integers(3, size=20)
    known, new = views.subset(np.arange(20)), views.subset(np.arange(20, 24))
    directions = fit_directions(known)
    scorer = fit_quadratic(known, truth, 3, width, directions)

    deep = directions.deep(views)
    principal = directions.principal(views.vectors, deep)
    grams = sparse_matrix(views.rows, width)
    kernel = (
        0.25 * (views.vectors @ views.vectors.T)
        + 0.3 * (principal @ principal.T) ** 2
        + 0.1 * (deep @ deep.T)
        + 0.1 * (grams @ grams.T).toarray()
        + 0.15
    ).astype(np.float64)
    duals = solve(kernel[:20, :20].astype(np.float32), truth, 3)
    assert scorer.scores(new) == pytest.approx(kernel[20:, :20] @ duals, abs=1e-3)


@given(st.lists(st.floats(-2, 2, width=32), min_size=1, max_size=6))
def test_pairs_hold_every_product_once(coordinates: list[float]):
    products = pairs(np.array([coordinates], dtype=np.float32))[0]
    assert len(products) == len(coordinates) * (len(coordinates) + 1) // 2
    assert products[0] == pytest.approx(coordinates[0] ** 2, abs=1e-4)
    assert products[-1] == pytest.approx(coordinates[-1] ** 2, abs=1e-4)


def test_what_was_taught_is_told_apart():
    views, width = views_of(1, 30)
    truth = np.arange(30) % 3
    scores = fit_quadratic(views, truth, 3, width, fit_directions(views)).scores(views)
    assert (scores.argmax(axis=1) == truth).mean() > 0.9


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000), st.integers(2, 5))
def test_no_other_weights_of_the_examples_have_a_lower_loss(seed: int, classes: int):
    generator = np.random.default_rng(seed)
    points = unit_rows(generator.normal(size=(30, 8)).astype(np.float32))
    truth = generator.integers(classes, size=30)
    kernel = points @ points.T + np.float32(0.2)
    sides = np.where(np.arange(classes) == truth[:, None], 1.0, -1.0)

    def loss(duals: NDArray[np.float64]) -> float:
        scores = kernel @ duals
        return float((np.maximum(0, 1 - sides * scores) ** 2).sum() + 0.3 * (duals * scores).sum())

    duals = solve(kernel, truth, classes).astype(np.float64)
    lowest = loss(duals)
    for _ in range(20):
        assert loss(duals + generator.normal(size=duals.shape) * 0.05) >= lowest * (1 - 1e-3)
