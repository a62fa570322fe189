import pytest

from prosa.language.wordlists.inflection import conjugated, plural


@pytest.mark.parametrize(
    "infinitive, forms",
    [
        ("comprar", "compro comprou compramos comprasse comprando comprada comprá-lo"),
        ("trocar", "troco troque troquei trocou"),
        ("pagar", "pago pague paguei"),
        ("vender", "vendo vende vendeu vendido vendê-las"),
        ("agradecer", "agradeço agradece agradeça"),
        ("partir", "parto parte partiu partindo parti-lo"),
    ],
)
def test_regular_verbs_are_conjugated_and_spelled_as_portuguese_does(infinitive: str, forms: str):
    assert set(forms.split()) <= set(conjugated(infinitive))


@pytest.mark.parametrize(
    "word, many",
    [
        ("fone", "fones"),
        ("cartão", "cartões"),
        ("cupom", "cupons"),
        ("mês", "mês"),
        ("valor", "valores"),
        ("vez", "vezes"),
        ("disponível", "disponíveis"),
        ("papel", "papéis"),
        ("fiscal", "fiscais"),
    ],
)
def test_plurals_are_regular(word: str, many: str):
    assert plural(word) == many
