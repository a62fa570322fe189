"""Shortening to what answers."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from prosa.knowledge.answering.extracting import LIMIT, extract, likeness
from prosa.knowledge.answering.units import Kind, Unit, units

TERMS = units("""\
O prazo conta da aprovação. Inclui a separação. Vale para todos.

Por forma de pagamento:

- Pix: na hora
- Cartão: até 1 dia
- Boleto: até 2 dias

1. Abra o site.
2. Entre na conta.
3. Toque em Pagar.
""")


def scored(best: str, others: float = 0.0, **like: float) -> list[float]:
    """Scores that put one unit first."""
    return [1.0 if best in unit.text else like.get(unit.kind.value, others) for unit in TERMS]


def test_a_sentence_is_said_with_what_follows_it():
    assert extract(TERMS, scored("separação")) == "Inclui a separação. Vale para todos."


def test_an_item_is_said_alone_under_the_line_that_introduces_the_list():
    assert extract(TERMS, scored("Boleto")) == "Por forma de pagamento:\n• Boleto: até 2 dias"


def test_items_that_fit_nearly_as_well_are_said_too_in_their_order():
    said = extract(TERMS, scored("Boleto", item=0.9))
    assert said == "Por forma de pagamento:\n• Pix: na hora\n• Cartão: até 1 dia\n• Boleto: até 2 dias"


def test_steps_are_said_from_the_first():
    assert extract(TERMS, scored("Pagar")) == "• Abra o site.\n• Entre na conta.\n• Toque em Pagar."


def test_steps_too_far_down_are_said_from_the_one_that_fits():
    steps = [Unit(f"Passo {number} " + "bla " * 30, 0, "", Kind.STEP) for number in range(6)]
    said = extract(steps, [0, 0, 0, 0, 1, 0])
    assert said.startswith("• Passo 4") and "Passo 0" not in said


def test_nothing_comes_of_nothing():
    assert extract([], []) == ""


def test_the_rarer_word_counts_more():
    found = [Unit("Aceitamos Pix.", 0), Unit("Aceitamos cheque.", 0), Unit("Aceitamos boleto.", 0)]
    scores = likeness("aceitam cheques?", found, np.zeros(3, dtype=np.float32))
    assert scores.argmax() == 1


@given(
    texts=st.lists(
        st.text(alphabet="abc d.", min_size=1, max_size=200).filter(str.strip), min_size=1, max_size=12
    ),
    kind=st.sampled_from(Kind),
    data=st.data(),
)
def test_what_is_said_holds_the_best_and_stays_short(texts: list[str], kind: Kind, data: st.DataObject):
    found = [Unit(text, 0, "", kind) for text in texts]
    scores = data.draw(st.lists(st.floats(0, 1), min_size=len(found), max_size=len(found)))
    said = extract(found, scores)
    best = found[int(np.argmax(scores))].text
    assert best in said
    assert len(said) <= max(LIMIT, len(best)) + 4 * len(found)
