import unicodedata

import pytest
from hypothesis import given

from prosa.language.cleaning import CLEAN_LIMIT, clean
from tests.language.strange import texts


def test_ordinary_text_stays_as_it_is():
    assert clean("Cadê meu pedido nº 10432?").text == "Cadê meu pedido nº 10432?"


@pytest.mark.parametrize(
    "hidden", ["\x00", "\u200b", "\u200d", "\u202e", "\u2066", "\ufeff", "\u00ad", "\ufe0f", "\ud800"]
)
def test_characters_nobody_sees_are_gone(hidden: str):
    assert clean(f"pe{hidden}dido").text == "pedido"


def test_wide_and_foreign_digits_become_plain():
    assert clean("１０４３２ ٣").text == "10432 3"


def test_accents_typed_as_marks_of_their_own_are_composed():
    assert clean("não cade\u0302").text == "não cadê"


def test_letters_borrowed_from_other_alphabets_become_latin_in_latin_text():
    assert clean("pеdidо").text == "pedido"
    assert clean("привет").text == "привет"


def test_the_ordinal_sign_is_not_taken_for_a_letter():
    assert clean("nº 10 e 2ª via\u200b").text == "nº 10 e 2ª via"


def test_a_span_leads_back_to_what_the_customer_wrote():
    original = "o\u200bi pedido １０４３２"
    cleaned = clean(original)
    start = cleaned.text.index("10432")
    first, last = cleaned.original_span(start, start + 5)
    assert original[first:last] == "１０４３２"


def test_only_the_first_characters_are_read():
    assert len(clean("a" * 20_000).text) == CLEAN_LIMIT


@given(texts)
def test_any_text_comes_out_clean_and_every_character_has_its_place(original: str):
    cleaned = clean(original)
    assert not any(unicodedata.category(character) in {"Cc", "Cf", "Cs"} for character in cleaned.text)
    places = [cleaned.original_span(i, i + 1) for i in range(len(cleaned.text))]
    assert all(0 <= start < end <= len(original) for start, end in places)
    assert places == sorted(places)


@given(texts)
def test_cleaning_what_is_clean_changes_nothing(original: str):
    once = clean(original).text
    assert clean(once).text == once[:CLEAN_LIMIT]
