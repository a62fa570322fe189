import pytest
from hypothesis import given
from hypothesis import strategies as st

from prosa.language.normalise import without_accents
from prosa.language.spelling import Speller, vocabulary
from prosa.language.wordlists import common_words

TEXTS = ["a airfryer veio com defeito"] * 5 + ["quero rastrear a airfryer", "a airfrier"]


def nothing_else_is_a_word(word: str) -> bool:
    return False


@pytest.fixture(scope="module")
def speller() -> Speller:
    return Speller(vocabulary(TEXTS, nothing_else_is_a_word), ["araponga"], nothing_else_is_a_word)


@pytest.fixture(scope="module")
def common() -> Speller:
    return Speller.general(nothing_else_is_a_word)


@pytest.mark.parametrize(
    "typed, meant",
    [
        ("nao", "não"),
        ("endereco", "endereço"),
        ("devolucao", "devolução"),
        ("boelto", "boleto"),
        ("reenbolso", "reembolso"),
        ("qebrada", "quebrada"),
        ("pagameto", "pagamento"),
        ("geladera", "geladeira"),
        ("devouver", "devolver"),
        ("airfrier", "airfryer"),
    ],
)
def test_accents_come_back_and_slips_are_mended(speller: Speller, typed: str, meant: str):
    assert speller.correct(typed) == meant


@pytest.mark.parametrize("word", ["esta", "está", "e", "é", "por", "pôr", "oi", "tv", "araponga"])
def test_a_word_that_may_be_meant_as_it_stands_is_left_alone(speller: Speller, word: str):
    assert speller.correct(word) == word


@pytest.mark.parametrize(
    "word",
    ["agradecido", "avaliação", "bancários", "osso", "copo", "enrolado", "porcaria", "montador", "renovação"],
)
def test_a_word_that_no_list_need_hold_is_not_mended_into_a_likelier_one(speller: Speller, word: str):
    assert speller.correct(word) == word


def test_endings_that_are_always_written_with_a_tilde_get_it(speller: Speller):
    assert speller.correct("climatizacao") == "climatização"
    assert speller.correct("climatizacoes") == "climatizações"


@given(st.from_regex(r"[a-z]{0,6}[0-9][a-z0-9]{0,6}", fullmatch=True))
def test_a_word_with_a_digit_is_never_touched(common: Speller, word: str):
    assert common.correct_text(word) == word


@given(word=st.sampled_from(sorted(common_words())))
def test_a_correct_word_is_not_corrected_into_another(common: Speller, word: str):
    # "anuncio" may be given the accent that "anúncio" has, which is far more often meant.
    assert without_accents(common.correct_text(word)) == without_accents(word)


def test_a_word_someone_vouches_for_is_left_alone():
    speller = Speller({"franca": 1, "branca": 9}, (), lambda word: word == "frança")
    assert speller.correct("frança") == "frança"


def test_marks_and_spaces_between_words_stay(speller: Speller):
    assert speller.correct_text("nao, o  boelto!") == "não, o  boleto!"


def test_a_slip_in_the_examples_does_not_become_a_word():
    counts = vocabulary(TEXTS, nothing_else_is_a_word)
    assert "airfryer" in counts
    assert "airfrier" not in counts
