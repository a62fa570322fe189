import pytest
from hypothesis import given

from prosa.language.clauses import MOST, Joint, clauses
from prosa.language.normalise import MODEL_LIMIT
from tests.language.strange import texts


def parts(message: str) -> list[str]:
    return [clause.text for clause in clauses(message)]


@pytest.mark.parametrize(
    "message, expected",
    [
        ("quero trocar meu fone e saber da garantia", ["quero trocar meu fone", "saber da garantia"]),
        ("Cadê meu pedido? E a nota fiscal?", ["Cadê meu pedido", "a nota fiscal"]),
        ("minha tv não liga. Além disso, queria um cupom", ["minha tv não liga", "queria um cupom"]),
        ("aceitam pix? outra coisa: abrem domingo?", ["aceitam pix", "abrem domingo"]),
        ("cancela o pedido\nmanda a nota fiscal", ["cancela o pedido", "manda a nota fiscal"]),
        ("não quero trocar só quero a nota fiscal", ["não quero trocar", "só quero a nota fiscal"]),
        ("quero cancelar, tbm quero meu dinheiro", ["quero cancelar", "quero meu dinheiro"]),
    ],
)
def test_what_is_said_separately_is_told_apart(message: str, expected: list[str]):
    assert parts(message) == expected


@pytest.mark.parametrize(
    "message",
    [
        "",
        "oi",
        "cadê meu pedido",
        "Oi! Cadê meu pedido?",
        "chego às vinte e duas horas",
        "o que é cashback?",
        "R$ 1.299,90 no pix",
        "quero falar com alguém, por favor",
        "e a garantia?",
    ],
)
def test_a_message_of_one_clause_has_none_to_tell_apart(message: str):
    assert clauses(message) == ()


def test_a_wish_a_question_and_what_shares_their_verb_ask_and_a_tale_does_not():
    told, wished, shared = clauses("o fone parou ontem. quero trocar ele e ver o reembolso")
    assert (told.asks, wished.asks, shared.asks) == (False, True, True)
    assert (told.joint, wished.joint, shared.joint) == (Joint.NONE, Joint.SENTENCE, Joint.AND)


def test_words_that_announce_another_matter_are_remembered():
    assert clauses("quero a nota fiscal. aproveitando, vocês abrem domingo?")[1].joint is Joint.MORE


@given(texts)
def test_clauses_are_stretches_of_the_message_in_their_order(message: str):
    found = clauses(message)
    assert len(found) != 1
    assert len(found) <= MOST
    end = 0
    for clause in found:
        assert end <= clause.start < clause.end <= MODEL_LIMIT
        assert message[clause.start : clause.end] == clause.text
        end = clause.end


@pytest.mark.parametrize("flood", ["e ", ", ", "a, ", "quero isso. ", "outra coisa ", "\n", "só quero "])
def test_a_flood_of_joints_is_cut_off(flood: str):
    assert len(clauses(flood * 2000)) <= MOST
