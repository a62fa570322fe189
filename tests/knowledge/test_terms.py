"""Words as search compares them."""

from hypothesis import given
from hypothesis import strategies as st

from prosa.knowledge.terms import MOST_ASKED, asked, plain, stems, stored


def test_forms_of_a_word_are_one():
    assert stems("devoluções") == stems("DEVOLUCAO") == stems("devolução")


def test_a_question_of_nothing_but_filler_still_asks_for_something():
    assert stems("e aí?") == () and asked("e aí?") != ()


def test_markdown_s_signs_and_addresses_are_no_words():
    assert plain("## Veja [o **mapa**](https://exemplo.com/a)\n\n- um") == "Veja o mapa\num"


def test_sentences_are_kept_apart():
    assert stored(["Boletos vencem. Faturas também vencem!"]).count("\n") == 1


@given(st.text(max_size=2000))
def test_stems_are_fit_for_the_index(text: str):
    assert all(stem.isascii() and stem.isalnum() and len(stem) <= 40 for stem in stems(text))
    assert len(asked(text)) <= MOST_ASKED
    lines = stored([text]).split("\n")
    assert "" not in [stem for line in lines if line for stem in line.split(" ")]
