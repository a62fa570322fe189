import pytest

from tests.language.entities.finding import found


@pytest.mark.parametrize(
    "message, words, level",
    [
        ("é urgente", "urgente", "urgent"),
        ("URGENTE!!!", "URGENTE", "urgent"),
        ("preciso pra ontem", "pra ontem", "urgent"),
        ("resolvam imediatamente", "imediatamente", "urgent"),
        ("urjente por favor", "urjente", "urgent"),
        ("o quanto antes", "o quanto antes", "high"),
        ("preciso hoje ainda", "preciso hoje ainda", "high"),
        ("o mais rapido possivel", "o mais rapido possivel", "high"),
        ("estou com pressa", "estou com pressa", "high"),
        ("assim que puder me liga", "assim que puder", "medium"),
        ("sem pressa", "sem pressa", "low"),
        ("não é urgente", "não é urgente", "low"),
        ("não precisa ter pressa", "não precisa ter pressa", "low"),
        ("quando der me responde", "quando der", "low"),
    ],
)
def test_urgency_and_patience_are_heard_with_what_softens_them(message: str, words: str, level: str):
    assert found(message, "urgency") == [(words, level)]


@pytest.mark.parametrize(
    "message",
    [
        "quanto tempo pode demorar?",
        "até hoje ainda não veio",
        "bom dia",
        "comprei ontem",
        "quando chega?",
        "a camisa é de agora",
        "logotipo",
    ],
)
def test_ordinary_words_are_no_urgency(message: str):
    assert found(message, "urgency") == []


def test_the_day_inside_a_phrase_of_urgency_is_not_found_twice():
    assert found("preciso pra ontem", "date") == []
