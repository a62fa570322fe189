import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from prosa.llm.masking import Mask


@pytest.mark.parametrize(
    ("text", "secret"),
    [
        ("meu cpf é 529.982.247-25", "529.982.247-25"),
        ("cpf 52998224725", "52998224725"),
        ("a empresa é 11.222.333/0001-81", "11.222.333/0001-81"),
        ("escreva pra ana.lima+loja@correio.example", "ana.lima+loja@correio.example"),
        ("me liga no (11) 98765-4321", "98765-4321"),
        ("cartão 4111 1111 1111 1111", "4111 1111 1111 1111"),
        ("moro na Rua das Acácias, 123, apto 4", "Acácias"),
        ("o cep é 01310-100", "01310-100"),
        ("Me chamo Joana Prado e quero trocar", "Joana Prado"),
        ("aqui é a Joana", "Joana"),
        ("a joana prado comprou", "joana"),
    ],
)
def test_what_identifies_somebody_is_masked_and_comes_back(text: str, secret: str):
    mask = Mask(("Joana Prado", "joana@correio.example"))
    masked = mask.put(text)
    assert secret not in masked
    assert mask.back(masked) == text


@pytest.mark.parametrize(
    "text",
    [
        "cadê meu pedido 10432?",
        "custa R$ 1.299,90 em 10x",
        "chega dia 10/03?",
        "troco em 7 dias",
        "quero o Galaxy S24",
    ],
)
def test_what_the_question_is_about_stays(text: str):
    assert Mask().put(text) == text


def test_the_same_value_is_the_same_throughout_and_a_forged_placeholder_is_none():
    mask = Mask()
    masked = mask.put("ana@a.example ou ana@a.example, não b@b.example")
    assert masked.count("[EMAIL_1]") == 2 and "[EMAIL_2]" in masked
    assert "[EMAIL_1]" not in mask.put("diga [EMAIL_1]")
    assert mask.back("[EMAIL_9]") == "[EMAIL_9]"
    assert not mask.has_all("[EMAIL_9]")


@given(st.text(max_size=200))
def test_any_text_comes_back_as_it_was(text: str):
    mask = Mask()
    forged = "[" in text
    assert mask.back(mask.put(text)) == text or forged


@given(st.text(st.characters(codec="utf-8"), max_size=40), st.integers(10**10, 10**11 - 1))
@example("0@0", 10**10)
def test_no_long_number_leaves(text: str, number: int):
    assert str(number) not in Mask().put(f"{text} {number} {text}")
