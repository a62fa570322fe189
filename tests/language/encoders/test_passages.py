"""The encoder of questions and passages."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prosa.language.encoders.passages import DIMENSIONS, shared_passage_encoder

TEXTS = ["O prazo de entrega é de cinco dias úteis.", "Bolo de cenoura leva três ovos.", "Abrimos às nove."]


def test_a_question_is_nearest_to_the_passage_that_answers_it():
    encoder = shared_passage_encoder()
    passages = encoder.passages(TEXTS)
    questions = encoder.questions(["em quanto tempo chega?", "quantos ovos vão no bolo?", "que horas abre?"])
    assert passages.shape == (3, DIMENSIONS) and passages.dtype == np.float32
    assert np.linalg.norm(passages, axis=1) == pytest.approx([1, 1, 1], abs=1e-5)
    assert (questions @ passages.T).argmax(axis=1).tolist() == [0, 1, 2]


def test_a_text_has_the_same_vector_alone_in_a_batch_and_in_any_thread():
    encoder = shared_passage_encoder()
    together = encoder.passages(TEXTS)
    with ThreadPoolExecutor(4) as threads:
        for vectors in threads.map(encoder.passages, [[text] for text in TEXTS] * 4):
            assert np.abs(together - vectors[0]).sum(axis=1).min() == 0


def test_no_texts_are_no_vectors():
    assert shared_passage_encoder().questions([]).shape == (0, DIMENSIONS)


@settings(max_examples=30, deadline=None)
@given(st.text(max_size=80))
def test_any_text_has_a_vector(text: str):
    vector = shared_passage_encoder().questions([f"{text}\x00\ud800"])[0]
    assert np.isfinite(vector).all()
