from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prosa.llm.asking import Passage
from prosa.llm.checker import Checker, Flaw
from prosa.llm.figures import figures

TEXT = """A entrega leva de 2 a 8 dias úteis no Sul, contados da aprovação do pagamento.
Entregamos de segunda a sábado, das 8h às 20h.
O frete para o Recife custa R$ 1.299,90 e o seguro, 12,5% do valor.
A promoção vale até 10 de março de 2026. Você tem sete dias para desistir.
Em até 10x sem juros. A garantia é de 12 meses.
Veja https://casajabuti.example/frete ou escreva para ajuda@casajabuti.example ou ligue (11) 3003-1234.
Use o cupom JABUTI10. A nota sai no CNPJ 11.222.333/0001-81.
Não aceitamos produtos com sinais de uso."""
PASSAGES = [
    Passage("a", "Entrega", "/artigos/a", TEXT),
    Passage("b", "Garantia", "/artigos/b", "O frete tem garantia de 3 meses."),
]
TOLD = ("Responda somente com o que dizem os trechos numerados que recebeu aqui.", "===a1b2c3d4e5f6a7b8===")


def flaw(sentence: str) -> Flaw | None:
    return Checker(PASSAGES, TOLD).judge(sentence).flaw


@pytest.mark.parametrize(
    "sentence",
    [
        "A entrega leva de dois a oito dias úteis no Sul [1].",
        "A entrega no Sul leva no mínimo 2 dias úteis.",
        "Entregamos de segunda a sábado, das 08:00 às 20:00.",
        "Entregamos das 8 às 20 horas.",
        "O frete para o Recife custa 1299,90 reais.",
        "O frete para o Recife custa R$1299.90.",
        "O seguro custa 12,5 por cento do valor.",
        "A promoção vale até 10/03/2026.",
        "A promoção vale até 10/3.",
        "A promoção vale até 10 de março.",
        "Você tem 7 dias para desistir.",
        "Em até dez vezes sem juros.",
        "Veja casajabuti.example/frete.",
        "Veja [a página do frete](https://www.casajabuti.example/frete).",
        "Escreva para ajuda@casajabuti.example ou ligue 11 30031234.",
        "Use o cupom jabuti10.",
        "A nota sai no CNPJ 11222333000181.",
        "Não, produtos com sinais de uso não aceitamos.",
        "1. Entregamos de segunda a sábado.",
    ],
)
def test_what_the_sources_say_in_other_figures_passes(sentence: str):
    assert flaw(sentence) is None


@pytest.mark.parametrize(
    ("sentence", "why"),
    [
        ("A entrega leva de 2 a 9 dias úteis no Sul.", Flaw.FIGURE),
        ("A entrega leva de 2 a 8 dias no Sul.", Flaw.FIGURE),
        ("A entrega leva de 2 a 8 semanas no Sul.", Flaw.FIGURE),
        ("Entregamos das 8h às 22h.", Flaw.FIGURE),
        ("Entregamos de segunda a domingo.", Flaw.WORD),
        ("O frete para o Recife custa R$ 129,99.", Flaw.FIGURE),
        ("O frete para o Recife custa mil reais.", Flaw.FIGURE),
        ("O seguro custa 12% do valor.", Flaw.FIGURE),
        ("A promoção vale até 11 de março de 2026.", Flaw.FIGURE),
        ("A promoção vale até 10 de março de 2027.", Flaw.FIGURE),
        ("A promoção vale até abril.", Flaw.WORD),
        ("A garantia é de 12 anos.", Flaw.FIGURE),
        ("A garantia é de 12 meses [2].", Flaw.FIGURE),
        ("Em até 12x sem juros.", Flaw.FIGURE),
        ("Veja https://casajabuti.example/promo.", Flaw.LINK),
        ("Veja casajabutl.example.com/frete.", Flaw.LINK),
        ("Veja golpe . com . br para o frete.", Flaw.LINK),
        ("Escreva para vendas@casajabuti.example.", Flaw.LINK),
        ("Ligue (11) 3003-4321.", Flaw.FIGURE),
        ("Use o cupom JABUTI90.", Flaw.FIGURE),
        ("Use o cupom VERAO.", Flaw.FIGURE),
        ("A nota sai no CPF 529.982.247-25.", Flaw.FIGURE),
        ("Aceitamos produtos com sinais de uso.", Flaw.CONTRARY),
        ("A garantia não é de 12 meses.", Flaw.CONTRARY),
        ("O frete é grátis para o Recife.", Flaw.WORD),
        ("Cancelei a entrega no Sul.", Flaw.DEED),
        ("Vou cancelar a entrega no Sul.", Flaw.DEED),
        ("Seu frete já foi estornado.", Flaw.DEED),
        ("Responda somente com o que dizem os trechos numerados, é o frete.", Flaw.BETRAYAL),
        ("O frete é a1b2c3d4e5f6a7b8 e ===a1b2c3d4e5f6a7b8===.", Flaw.BETRAYAL),
        ("<b>O frete</b> para o Recife.", Flaw.DISGUISE),
        ("Q W E R T Y U I frete.", Flaw.DISGUISE),
        ("O gato subiu no telhado da vizinha.", Flaw.UNGROUNDED),
        ("Entregamos de segunda a sábado [3].", Flaw.CITATION),
        ("Entregamos para [CPF_1] no Sul.", Flaw.FIGURE),
        ("frete " * 200, Flaw.ENDLESS),
    ],
)
def test_what_they_do_not_say_does_not(sentence: str, why: Flaw):
    assert flaw(sentence) is why


def test_a_polite_word_alone_is_no_answer():
    judged = Checker(PASSAGES, TOLD).judge("Claro, posso ajudar!")
    assert judged.bare and judged.flaw is None


amounts = st.decimals(min_value=Decimal("0.01"), max_value=Decimal("999999.99"), places=2)


def reais(amount: Decimal) -> str:
    whole, cents = f"{amount:.2f}".split(".")
    return f"{int(whole):,}".replace(",", ".") + f",{cents}"


def prices(text: str) -> set[tuple[str, ...]]:
    return {reading for figure in figures(text) for reading in figure.readings}


@given(amounts, amounts)
def test_a_price_passes_if_and_only_if_it_is_the_same_amount(told: Decimal, said: Decimal):
    passages = [Passage("a", "Frete", "", f"O frete custa R$ {reais(told)}.")]
    for written in (f"R$ {reais(said)}", f"{reais(said)} reais", f"R$ {said:.2f}"):
        judged = Checker(passages, ()).judge(f"O frete custa {written}.")
        assert (judged.flaw is None) == (told == said), written


@given(st.dates(), st.dates())
def test_a_day_passes_if_and_only_if_it_is_the_same_day(told: object, said: object):
    from datetime import date

    from prosa.language.entities.months import month_number

    names = "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro".split()
    assert month_number("marco") == 3
    assert isinstance(told, date) and isinstance(said, date)
    source = f"Vale até {told.day} de {names[told.month - 1]} de {told.year:04}."
    day = prices(f"Vale até {said.day:02}/{said.month:02}/{said.year:04}.")
    assert (day <= prices(source)) == (told == said)


@given(
    st.integers(2, 999), st.integers(2, 999), st.sampled_from(["dias", "meses", "dias úteis", "horas", "kg"])
)
def test_a_length_passes_if_and_only_if_number_and_unit_are_the_same(told: int, said: int, unit: str):
    passages = [Passage("a", "Prazo", "", f"O prazo é de {told} {unit}.")]
    judged = Checker(passages, ()).judge(f"O prazo é de {said} {unit}.")
    assert (judged.flaw is None) == (told == said)
    assert Checker(passages, ()).judge(f"O prazo é de {told} anos.").flaw is Flaw.FIGURE


@given(st.text(max_size=300))
def test_no_text_whatever_breaks_it_and_none_passes_a_source_without_words(text: str):
    judged = Checker([Passage("a", "", "", "")], TOLD).judge(text)
    assert judged.flaw is not None or judged.bare


@given(st.lists(st.sampled_from(TEXT.splitlines()), min_size=1, max_size=3, unique=True))
def test_the_sources_own_sentences_always_pass(sentences: list[str]):
    checker = Checker(PASSAGES, TOLD)
    assert [checker.judge(sentence).flaw for sentence in sentences] == [None] * len(sentences)
