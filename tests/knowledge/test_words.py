"""Words of questions and of texts meet in one form."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prosa.knowledge.words import FILLER, content_words, fold


@pytest.mark.parametrize(
    "one, other",
    [
        ("Devolução", "devolucoes"), ("AÇÕES", "acao"), ("papéis", "papel"), ("9.000 BTUs", "9000 btus"),
        ("4L", "4 l"), ("ar-condicionado", "ar condicionado"), ("256GB", "256 gb"), ("nuvens", "nuvem"),
    ],
)  # fmt: skip
def test_spellings_of_one_thing_fold_to_one_form(one: str, other: str):
    assert fold(one) == fold(other)


def test_without_a_wire_is_not_with_a_wire():
    assert "fio" not in fold("fone sem fio").split()
    assert "fio" in fold("fone com fio").split()


def test_only_words_with_a_subject_remain():
    assert content_words("oi, vcs têm a 2ª via do boleto pra mim?") == ("2", "via", "boleto", "mim")


@given(st.text(max_size=300))
def test_folded_text_is_plain_words_that_a_query_can_hold(text: str):
    folded = fold(text)
    assert all(word.isascii() and word.isalnum() for word in folded.split())
    words = content_words(text)
    assert len(words) == len(set(words)) <= 16
    assert not set(words) & FILLER


@given(st.text(st.characters(categories=("L", "Nd", "Zs")), max_size=100))
def test_case_makes_no_difference(text: str):
    if text.lower().upper().lower() == text.lower():
        assert fold(text.upper()) == fold(text.lower())
