from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from prosa.language.evaluation.noise import KINDS, noisy, with_typo
from tests.language.strange import texts


@given(st.text("abcdefghijklmnopqrstuvwxyzçãé ", max_size=40), st.integers(0, 50))
def test_a_typo_is_one_slip(text: str, seed: int):
    assert OSA.distance(text, with_typo(text, Random(seed))) <= 1


def test_typos_are_of_every_kind():
    slips = {with_typo("casa", Random(seed)) for seed in range(200)}
    assert {"acsa", "caas", "asa", "csa", "ccasa", "caasa", "vasa"} <= slips


@given(texts)
@pytest.mark.parametrize("kind", KINDS)
def test_any_text_gets_its_noise_and_the_same_twice(kind: str, text: str):
    assert noisy(text, kind) == noisy(text, kind)


def test_nothing_keeps_its_accents_after_two_typos():
    assert noisy("NÃO É SÉRIO", "typo2-no-accents").isascii()


def test_half_an_emoji_gets_its_noise_too():
    assert isinstance(noisy("meu pedido \ud83d chegou", "typo1"), str)
