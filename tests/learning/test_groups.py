import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from prosa.language.encoders.universal import shared_encoder
from prosa.language.wordlists import background_questions
from prosa.learning.groups import LARGEST_INPUT, SMALLEST, centred, group
from prosa.learning.naming import names_for

CARD = (
    "dá para parcelar no cartão?",
    "vocês parcelam no cartão de crédito",
    "posso parcelar a compra no cartão",
    "em quantas vezes dá para parcelar no cartão",
)
COFFEE = (
    "a cafeteira está vazando água",
    "minha cafeteira vaza água por baixo",
    "a cafeteira nova vaza muita água",
)
ODD = ("qual é a capital da austrália", "kkkkk")


@pytest.fixture(scope="module")
def read():
    texts = [*COFFEE, *CARD, *ODD]
    encode = shared_encoder().encode
    return texts, centred(encode(texts), encode(background_questions()).mean(axis=0))


def test_messages_that_mean_the_same_come_together_and_the_others_stay_alone(read):
    texts, vectors = read
    found = [sorted(texts[member] for member in each.members) for each in group(texts, vectors)]
    assert found == [sorted(CARD), sorted(COFFEE)]


def test_a_group_is_named_by_the_words_that_tell_it_from_the_others(read):
    texts, vectors = read
    card, coffee = (each.name for each in group(texts, vectors))
    assert "cartão" in card.title.lower() and "parcel" in card.title.lower()
    assert "cafeteira" in coffee.title.lower() and "_" in coffee.intent
    assert card.intent.isascii() and card.intent == card.intent.lower()


def test_names_are_different_also_when_the_words_are_not():
    names = names_for(["sumiu a chave"] * 4, [[0, 1], [2, 3]])
    assert len({name.intent for name in names}) == 2


def test_messages_without_a_word_of_content_still_get_a_name():
    (name,) = names_for(["oi", "e aí"], [[0, 1]])
    assert name.title and name.intent


def test_nothing_makes_no_group():
    assert group([], np.zeros((0, 512), dtype=np.float32)) == []


def test_more_than_can_be_compared_is_refused():
    count = LARGEST_INPUT + 1
    with pytest.raises(ValueError, match=str(count)):
        group(["x"] * count, np.zeros((count, 2), dtype=np.float32))


@given(
    arrays(np.float32, st.tuples(st.integers(1, 40), st.just(4)), elements=st.floats(-1, 1, width=32)),
    st.floats(-0.5, 0.95),
)
def test_groups_are_those_of_average_linkage(drawn, near):
    vectors = centred(drawn, np.full(4, 0.01, dtype=np.float32))
    found = group(["texto"] * len(vectors), vectors, near=near, smallest=1)
    assert sorted(member for each in found for member in each.members) == list(range(len(vectors)))
    similar = vectors @ vectors.T
    for one in found:
        for other in found:
            if one is not other:
                apart = similar[np.ix_(one.members, other.members)].mean()
                assert apart < near + 1e-4, "what is near has become one"


def test_a_group_of_fewer_than_the_smallest_is_none(read):
    texts, vectors = read
    assert all(len(each.members) >= SMALLEST for each in group(texts, vectors))
    assert len(group(texts, vectors, smallest=1)) > len(group(texts, vectors))
