import pytest
from hypothesis import given

from prosa.language.cleaning import clean
from prosa.language.normalise import normalise
from prosa.language.sentiment import Tone, tone
from prosa.language.understanding import Sentiment
from tests.language.strange import texts


def heard(message: str) -> Tone:
    cleaned = clean(message).text
    return tone(cleaned, normalise(cleaned))


@pytest.mark.parametrize(
    "message",
    [
        "bom dia",
        "boa tarde, tudo bem?",
        "segunda via do boleto",
        "quero cancelar",
        "quero cancelar meu pedido",
        "não quero cancelar",
        "cade meu pedido 10432?",
        "QUERO A SEGUNDA VIA DO BOLETO",
        "qual o melhor fone?",
        "vc tem fone bom e barato até 200 reais?",
        "quantos dias úteis?",
        "tem garantia legal?",
        "vale a pena a airfryer?",
        "aceita cartão da loja?",
        "sem problemas",
        "por favor",
        "como faço para devolver?",
    ],
)
def test_asking_ordering_and_greeting_are_neutral(message: str):
    assert heard(message).sentiment is Sentiment.NEUTRAL
    assert not heard(message).anger


@pytest.mark.parametrize(
    "message",
    [
        "amei o fone, chegou rapidinho",
        "vocês são ótimos, muito obrigada!",
        "produto excelente, recomendo",
        "não tenho nada a reclamar, perfeito",
        "😍😍",
        "caralho, que produto bom",
        "parabéns pelo atendimento",
    ],
)
def test_praise_is_positive(message: str):
    assert heard(message).sentiment is Sentiment.POSITIVE
    assert not heard(message).anger


@pytest.mark.parametrize(
    "message",
    [
        "não gostei do atendimento",
        "o fone veio quebrado",
        "meu pedido não chegou",
        "já faz 3 semanas e nada",
        "produto bom mas a entrega foi péssima",
        "não recomendo",
        "estou decepcionada",
        "👎",
    ],
)
def test_discontent_is_negative_without_being_anger(message: str):
    assert heard(message).sentiment is Sentiment.NEGATIVE
    assert not heard(message).anger


@pytest.mark.parametrize(
    "message",
    [
        "que palhaçada é essa",
        "isso é um absurdo, vou no procon",
        "vocês são uns ladrões",
        "vou processar vocês",
        "NAO RECEBI MEU PEDIDO ATE HOJE",
        "vou botar no reclame aqui",
        "😡😡",
        "pqp q demora",
    ],
)
def test_insults_threats_and_shouting_are_anger(message: str):
    assert heard(message).sentiment is Sentiment.NEGATIVE
    assert heard(message).anger


@pytest.mark.parametrize(
    "message",
    [
        "parabéns hein, 20 dias esperando",
        "que maravilha, atrasou de novo 👏👏",
        "ótimo, mais uma vez ninguém responde",
        "obrigado por nada",
    ],
)
def test_mock_praise_is_negative(message: str):
    assert heard(message).sentiment is Sentiment.NEGATIVE


def test_negation_and_what_follows_a_but_turn_the_mood():
    assert heard("gostei").mood > 0 > heard("não gostei").mood
    assert heard("atrasou mas adorei").mood > heard("adorei mas atrasou").mood


@given(texts)
def test_any_text_has_a_mood_within_bounds(message: str):
    found = heard(message)
    assert -1 <= found.mood <= 1
    assert not (found.anger and found.mood >= 0)
