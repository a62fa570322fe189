import pytest
from hypothesis import given
from hypothesis import strategies as st

from prosa.language.spelling.brazilian import brazilian, modern
from prosa.language.spelling.candidates import edits, respellings
from prosa.language.spelling.slips import cost
from prosa.language.spelling.sounds import sound
from prosa.language.spelling.unsaid import UnsaidWords

words = st.text(st.sampled_from("abcdefghijlmnopqrstuvxz"), min_size=1, max_size=12)


@pytest.mark.parametrize(
    "one, other",
    [
        ("excessão", "exceção"),
        ("chuva", "xuva"),
        ("jente", "gente"),
        ("ospital", "hospital"),
        ("anél", "anéu"),
        ("kero", "quero"),
        ("tambem", "tanben"),
        ("familha", "familia"),
    ],
)
def test_what_people_hear_as_one_word_shares_a_sound(one: str, other: str):
    assert sound(one) == sound(other)


def test_many_words_are_heard_at_once_as_each_alone():
    together = "exceção\nchuva\nhospital\npão\nx"
    assert sound(together).split("\n") == [sound(word) for word in together.split("\n")]


@given(words)
def test_a_word_typed_right_costs_nothing(word: str):
    assert cost(word, word) == 0


@given(words, words)
def test_every_slip_costs_something(typed: str, meant: str):
    assert cost(typed, meant) > 0 or typed == meant


@pytest.mark.parametrize(
    "typed, likelier, than",
    [
        ("pedifo", "pedido", "pedimo"),  # f lies beside d
        ("cassa", "caca", "capa"),
        ("boleot", "boleto", "bolero"),
        ("sevico", "servico", "segvico"),
    ],
)
def test_a_slip_that_ear_or_keyboard_explains_costs_less(typed: str, likelier: str, than: str):
    assert cost(typed, likelier) < cost(typed, than)


@pytest.mark.parametrize(
    "before, now",
    [
        ("idéia", "ideia"),
        ("vôo", "voo"),
        ("lêem", "leem"),
        ("tranqüilo", "tranquilo"),
        ("cotidiáno", "cotidiano"),
        ("alí", "ali"),
        ("você", "você"),
        ("saída", "saída"),
        ("história", "história"),
        ("herói", "herói"),
    ],
)
def test_marks_that_are_no_longer_set_or_never_were_go(before: str, now: str):
    assert modern(before) == now


def test_european_spellings_have_brazilian_ones_beside_them():
    european = "económico\nreceção\nrespetiva\nregisto\ntambém\nporém"
    assert brazilian(european) == "econômico\nrecepção\nrespectiva\nregistro\ntambém\nporém"


def test_other_ways_to_write_a_sound_are_thought_of_and_are_few():
    assert {"colisao", "colissao"} <= set(respellings("colizao"))
    assert len(respellings("s" * 24)) <= 400


@given(words)
def test_edits_are_one_away(word: str):
    assert all(abs(len(near) - len(word)) <= 1 for near in edits(word))


def test_rare_words_are_found_by_their_letters_without_accents():
    rare = UnsaidWords("ação\nacão\nchuchu")
    assert sorted(rare.written("acao")) == ["acão", "ação"]
    assert rare.written("chuchus") == []
    assert rare.among(["xuxu", "chuchu"]) == ["chuchu"]
