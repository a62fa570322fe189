import pytest

from prosa.language.prepared import names_in


@pytest.mark.parametrize(
    "text, names",
    [
        ("cadê meu pedido da Shopee?", {"shopee"}),
        ("Quero pagar a conta da Sabesp, e da Vivo", {"sabesp", "vivo"}),
        ("Cadê meu pedido? Quero saber", set[str]()),
        ("Quero Trocar Meu Fone", set[str]()),
        ("CADÊ MEU PEDIDO DA SHOPEE", set[str]()),
        ("", set[str]()),
    ],
)
def test_capitals_inside_a_sentence_make_a_name(text: str, names: set[str]):
    assert names_in(text) == names
