import pytest
from hypothesis import given
from hypothesis import strategies as st

from prosa.language.personal import EMAIL, STREET, introduced_names, number


@pytest.mark.parametrize(
    "text, names",
    [
        ("oi, me chamo ana e quero trocar", ["ana"]),
        ("Meu nome é Ana de Souza Lima, bom dia", ["Ana de Souza Lima"]),
        ("sou a Bia, e quem fala é o João", ["Bia", "João"]),
        ("sou o cliente do pedido", []),
        ("Att, Carlos Nunes", ["Carlos Nunes"]),
    ],
)
def test_a_name_is_one_that_somebody_gives_as_their_own(text: str, names: list[str]):
    assert [text[start:end] for start, end in introduced_names(text)] == names


@given(st.text(alphabet="sou a me chamo Ana Bia , é o", max_size=80))
def test_names_stand_apart_and_in_order(text: str):
    ends = [0, *(place for span in introduced_names(text) for place in span)]
    assert ends == sorted(ends)


def test_a_street_is_one_with_a_house_number():
    assert STREET.search("moro na Rua das Flores, 123 apto 4")
    assert not STREET.search("a rua estava cheia de gente")


def test_an_address_ends_before_the_mark_behind_it():
    found = EMAIL.search("meu e-mail é ana@loja.example, pode anotar?")
    assert found is not None and found[0] == "ana@loja.example"


def test_a_number_counts_its_digits_however_they_are_grouped():
    assert number(least=8).fullmatch("4111 1111")
    assert not number(least=8).search("pedido 10432")
    assert number(least=5).search("pedido 10432")
