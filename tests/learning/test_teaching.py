from hypothesis import given
from hypothesis import strategies as st

from prosa.language.model import fingerprint
from prosa.language.training import Example, TrainingData
from prosa.learning.teaching import NEEDED, lesson

PACK = TrainingData((Example("cadê meu pedido", "order_status"), Example("quero trocar", "exchange")))


def test_accepted_examples_join_those_of_the_pack():
    taught = lesson(PACK, [Example("sumiu minha caixa", "order_status")])
    assert taught.data.examples == (*PACK.examples, Example("sumiu minha caixa", "order_status"))
    assert (taught.learned, taught.waiting) == (1, {})


def test_what_the_pack_says_of_a_text_goes_before_what_was_accepted():
    taught = lesson(PACK, [Example("Cadê meu PEDIDO", "exchange")])
    assert taught.data == PACK and taught.learned == 0


def test_a_new_intent_waits_until_it_has_examples_enough():
    few = [Example(f"parcelar em {word} vezes", "parcelas") for word in "duas três quatro cinco".split()]
    assert len(few) == NEEDED - 1
    assert lesson(PACK, few).data == PACK
    assert lesson(PACK, few).waiting == {"parcelas": NEEDED - 1}
    enough = lesson(PACK, [*few, Example("dá para parcelar", "parcelas")])
    assert (enough.learned, enough.waiting) == (NEEDED, {})


@given(st.permutations([Example(f"frase {word}", "order_status") for word in "um dois três quatro".split()]))
def test_the_order_of_accepting_does_not_make_another_model(accepted: list[Example]):
    assert fingerprint(lesson(PACK, accepted).data) == fingerprint(
        lesson(PACK, sorted(accepted, key=str)).data
    )
