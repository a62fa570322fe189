import pytest
from hypothesis import given

from prosa.language.european import WORDS, in_brazilian
from prosa.language.model import train
from prosa.language.training import Example, TrainingData
from prosa.language.understanding import Cues
from tests.language.strange import texts


@pytest.mark.parametrize(
    "european, brazilian",
    [
        ("o ecrã do telemóvel partiu", "o tela do celular partiu"),
        ("qual é o telemovel mais barato", "qual é o celular mais barato"),
        ("quero alterar a morada", "quero alterar a endereço"),
        ("esqueci a palavra-passe", "esqueci a senha"),
        ("quanto são os portes de envio", "quanto são os frete"),
        ("estou a tentar entrar", "estou tentando entrar"),
        ("quero trocá-lo ou devolvê-la", "quero trocar ou devolver"),
        ("conseguem corrigi-la", "conseguem corrigir"),
        ("enviem-me a fatura", "me enviem a fatura"),
        ("posso ligar-vos", "posso ligar vocês"),
        ("podes dizer-me se tens stock", "pode me dizer se tem estoque"),
    ],
)
def test_what_portugal_says_is_put_as_brazil_does(european: str, brazilian: str):
    assert in_brazilian(european) == brazilian


@pytest.mark.parametrize(
    "text",
    [
        "cadê meu pedido?",
        "segunda-feira eu pego o guarda-chuva",
        "bem-te-vi",
        "vou a pé",
        "minha água chegou gelada e o fogão é elétrico",
        "manda por e-mail a segunda via",
    ],
)
def test_brazilian_stays_as_it_is(text: str):
    assert in_brazilian(text) == text


def test_no_word_is_replaced_by_one_that_would_be_replaced_in_turn():
    assert not set(WORDS) & {word for meaning in WORDS.values() for word in meaning.split()}


@given(texts)
def test_any_text_can_be_put_in_brazilian(text: str):
    assert isinstance(in_brazilian(text.lower()), str)


def test_a_bot_written_in_european_portuguese_keeps_its_own_words():
    spoken = [
        ("mostra-me os comboios", "trains"),
        ("podes ligar o ecrã", "screen"),
        ("liga o telemóvel", "phone"),
    ]
    european = train(TrainingData(tuple(Example(text, intent) for text, intent in spoken)))
    assert "comboios" in european.understand(["mostra-me os comboios"], [Cues()])[0].normalised
    brazilian = train(TrainingData(tuple(Example(in_brazilian(text), intent) for text, intent in spoken)))
    assert "trens" in brazilian.understand(["mostra-me os comboios"], [Cues()])[0].normalised
