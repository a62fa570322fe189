import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from prosa.conversations.parts import Urgency
from prosa.handoff.urgency import fold, urgency
from prosa.packs.schema import TicketRules

RULES = TicketRules(
    urgent_words=("Procon", "choque elétrico", "fogo"), high_words=("quebrado", "não funciona")
)

texts = st.text(max_size=200)
moods = st.floats(-1, 1)


@pytest.mark.parametrize(
    "text, mood, anger, expected",
    [
        ("vou no PROCON", 0.0, False, Urgency.URGENT),
        ("levei um choque eletrico", 0.0, False, Urgency.URGENT),
        ("o fone nao  FUNCIONA", 0.0, False, Urgency.HIGH),
        ("o fone não funciona, seus palhaços", -0.9, True, Urgency.URGENT),
        ("isso é um absurdo", -0.3, True, Urgency.HIGH),
        ("estou muito decepcionada", -0.8, False, Urgency.HIGH),
        ("quero trocar o tamanho", 0.0, False, Urgency.MEDIUM),
        ("amei, só queria outra cor", 0.7, False, Urgency.LOW),
        ("fogos de artifício", 0.0, False, Urgency.MEDIUM),  # not the word "fogo"
    ],
)
def test_words_decide_before_mood(text: str, mood: float, anger: bool, expected: Urgency):
    assert urgency(text, mood, anger, RULES) is expected


@given(texts, moods, st.booleans(), texts)
def test_an_urgent_word_is_urgent_whatever_stands_around_it(
    before: str, mood: float, anger: bool, after: str
):
    assert urgency(f"{before} procón {after}", mood, anger, RULES) is Urgency.URGENT


@given(texts, moods, moods)
def test_a_worse_mood_or_anger_never_lowers_urgency(text: str, one: float, other: float):
    worse, better = sorted((one, other))
    assert urgency(text, worse, False, RULES).rank >= urgency(text, better, False, RULES).rank
    assert urgency(text, one, True, RULES).rank >= urgency(text, one, False, RULES).rank


@given(texts)
@example("℡ İ ﬁ Ǆ")
def test_folding_twice_changes_nothing(text: str):
    assert fold(fold(text)) == fold(text)
