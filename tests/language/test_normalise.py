import pytest
from hypothesis import given

from prosa.language.cleaning import clean
from prosa.language.normalise import MODEL_LIMIT, normalise, without_accents
from tests.language.strange import texts


@pytest.mark.parametrize(
    "typed, meant",
    [
        ("vc tb tem?", "você também tem?"),
        ("blz, obg", "beleza, obrigado"),
        ("qdo chega pfv", "quando chega por favor"),
        ("cad meu ped", "cadê meu pedido"),
        ("n recebi a nf hj", "não recebi a nota fiscal hoje"),
        ("manda no zap", "manda no whatsapp"),
    ],
)
def test_chat_shorthand_is_spelled_out(typed: str, meant: str):
    assert normalise(typed) == meant


@pytest.mark.parametrize("typed", ["2a via", "2ª via", "2 via", "2ªvia", "seg. via", "2da via"])
def test_a_second_copy_is_one_thing_however_it_is_written(typed: str):
    assert normalise(f"quero a {typed} do boleto") == "quero a segunda via do boleto"


@pytest.mark.parametrize(
    "typed, meant",
    [
        ("oiiiii", "oi"),
        ("nãooo", "não"),
        ("carrrro", "carro"),
        ("isssso", "isso"),
        ("tchauu nãão", "tchau não"),
        ("voo da cooperativa", "voo da cooperativa"),
        ("10000 e 1000", "número e 1000"),
        ("kkkkkk hahaha rsrs", "haha haha haha"),
    ],
)
def test_letters_held_down_collapse_and_words_and_digits_do_not(typed: str, meant: str):
    assert normalise(typed) == meant


def test_identifiers_become_the_word_for_them_and_prices_and_dates_stay():
    assert normalise("pedido 10432, cpf 529.982.247-25") == "pedido número, cpf número"
    assert normalise("meu email é fulano@exemplo.com.br") == "meu email é email"
    assert normalise("até 1.299,90 em 12/05/2025") == "até 1.299,90 em 12/05/2025"


@given(texts)
def test_models_read_a_bounded_single_line(text: str):
    normalised = normalise(clean(text).text)
    assert len(normalised) <= MODEL_LIMIT
    assert normalised == " ".join(normalised.split())


def test_accents_go_and_letters_stay():
    assert without_accents("ação é só à noite") == "acao e so a noite"


def test_letters_beside_an_apostrophe_are_no_slang():
    assert normalise("caixa d'água do mcdonald's") == "caixa d'água do mcdonald's"
