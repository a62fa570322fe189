from concurrent.futures import ThreadPoolExecutor
from functools import cache

import numpy as np
import pytest
from threadpoolctl import threadpool_info

from prosa.language.encoders import universal
from prosa.language.encoders.universal import DEPTH, DIMENSIONS, UniversalEncoder, shared_encoder


def test_vectors_are_unit_length_and_near_for_near_meanings():
    vectors = shared_encoder().encode(
        ["onde está o meu pedido", "quero saber da minha encomenda", "receita de bolo"]
    )
    assert vectors.shape == (3, DIMENSIONS)
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx([1, 1, 1], abs=1e-5)
    assert vectors[0] @ vectors[1] > vectors[0] @ vectors[2]


def test_no_texts_are_no_vectors():
    assert shared_encoder().encode([]).shape == (0, DIMENSIONS)


def test_a_message_is_never_spread_over_several_cores():
    shared_encoder().encode(["oi"])
    assert {pool["num_threads"] for pool in threadpool_info() if pool["user_api"] == "blas"} == {1}


def test_words_of_the_encoders_own_vocabulary_are_known_to_be_words():
    encoder = shared_encoder()
    assert encoder.is_whole_word("pedido")
    assert encoder.is_whole_word("frança")
    assert not encoder.is_whole_word("qebrada")
    assert not encoder.is_whole_word("a")


def test_the_layer_below_comes_with_the_vectors_and_changes_nothing():
    encoder = shared_encoder()
    texts = ["cadê meu pedido", "quero trocar o fone", "a " * 300, ""]
    vectors, deep = encoder.encode_deeply(texts)
    assert vectors == pytest.approx(encoder.encode(texts), abs=1e-6)
    assert deep.shape == (4, DEPTH)
    assert np.linalg.norm(deep, axis=1) == pytest.approx(np.ones(4), abs=1e-4)
    assert deep[1] == pytest.approx(encoder.encode_deeply([texts[1]])[1][0], abs=1e-4)


def test_no_texts_have_an_empty_layer_below():
    assert shared_encoder().encode_deeply([])[1].shape == (0, DEPTH)


def test_threads_that_ask_first_at_the_same_time_share_one(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(universal, "_loaded", cache(UniversalEncoder))
    with ThreadPoolExecutor(3) as threads:
        first, *others = threads.map(lambda _: shared_encoder(), range(3))
    assert all(other is first for other in others)
