from collections.abc import Callable

import pytest
from hypothesis import given, settings

from prosa.language.cleaning import clean
from prosa.language.encoders.universal import shared_encoder
from prosa.language.normalise import normalise
from prosa.language.sentiment import Tone, tone
from prosa.language.understanding import Sentiment
from tests.language.strange import texts

Ear = Callable[[str], Tone]


def by_words(message: str) -> Tone:
    cleaned = clean(message).text
    return tone(cleaned, normalise(cleaned))


def by_meaning_too(message: str) -> Tone:
    cleaned = clean(message).text
    normalised = normalise(cleaned)
    return tone(cleaned, normalised, shared_encoder().encode([normalised])[0])


@pytest.fixture(params=[by_words, by_meaning_too])
def heard(request: pytest.FixtureRequest) -> Ear:
    return request.param


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
def test_asking_ordering_and_greeting_are_neutral(heard: Ear, message: str):
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
def test_praise_is_positive(heard: Ear, message: str):
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
def test_discontent_is_negative_without_being_anger(heard: Ear, message: str):
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
def test_insults_threats_and_shouting_are_anger(heard: Ear, message: str):
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
def test_mock_praise_is_negative(heard: Ear, message: str):
    assert heard(message).sentiment is Sentiment.NEGATIVE


def test_negation_and_what_follows_a_but_turn_the_mood(heard: Ear):
    assert heard("gostei").mood > 0 > heard("não gostei").mood
    assert heard("atrasou mas adorei").mood > heard("adorei mas atrasou").mood


def test_meaning_hears_irony_and_anger_that_no_listed_word_gives_away():
    for message in ("vocês estão de brincadeira comigo", "claro, vou esperar sentada mais um mês"):
        assert by_words(message).sentiment is Sentiment.NEUTRAL
        assert by_meaning_too(message).sentiment is Sentiment.NEGATIVE


def test_strong_words_make_a_stronger_mood_than_a_plain_report():
    assert by_meaning_too("meu pedido não chegou").mood > by_meaning_too("péssimos, que vergonha").mood
    assert by_meaning_too("chegou no prazo").mood < by_meaning_too("chegou no prazo, maravilhoso").mood


@settings(deadline=None)
@given(texts)
def test_any_text_has_a_mood_within_bounds(message: str):
    for found in (by_words(message), by_meaning_too(message)):
        assert -1 <= found.mood <= 1
        assert not (found.anger and found.mood >= 0)
