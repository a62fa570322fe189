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


@pytest.mark.parametrize(
    "disguised",
    [
        "mеu реdidо",  # Cyrillic е, р, о
        "mευ pedιdο",  # Greek ε, υ, ι, ο
        "ｍｅｕ ｐｅｄｉｄｏ",
        "𝓶𝓮𝓾 𝓹𝓮𝓭𝓲𝓭𝓸",
        "𝗺𝗲𝘂 𝘱𝘦𝘥𝘪𝘥𝘰",
        "ⓜⓔⓤ ⓟⓔⓓⓘⓓⓞ",
        "ᴍᴇᴜ ᴘᴇᴅɪᴅᴏ",
        "m̴͓̆e̷u̶ p̴̨̛e̷d̸i̵d̶o̷",
        "m\u200be\u2060u pe\u00addi\u034fdo",
        "\u202emeu\u202c\u2800pedido\u2069",
        "m\u0000eu p\u0007edido",
    ],
)
def test_a_disguised_text_is_read_as_it_looks(disguised: str):
    assert clean(disguised).text.strip() == "meu pedido"


@pytest.mark.parametrize("foreign", ["привет, где мой заказ", "Ελλάδα", "où est ma commande", "สวัสดี", "注文"])
def test_other_languages_stay_as_they_are(foreign: str):
    assert clean(foreign).text == foreign


@pytest.mark.parametrize(
    "endless", ["\u0301", "a\u0301\u0316", "\u200b", "a", " ", "\u202e", "😡", "\x00", "Ａ", "а"]
)
def test_endless_text_costs_no_more_than_the_part_that_is_read(endless: str):
    message = endless * 1_000_000
    assert clean(message) == clean(message[:CLEAN_LIMIT])


def test_marks_heaped_on_a_letter_leave_the_letter_with_its_accent():
    assert clean("a\u0301" + "\u0316\u0489" * 1500 + "gua").text == "água"
