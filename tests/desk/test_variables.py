from hypothesis import given
from hypothesis import strategies as st

from prosa.desk.variables import NAMES, fill, unknown

VALUES = {name: f"<{name}>" for name in NAMES.values()}


def test_variables_are_known_in_portuguese_and_english():
    assert fill("{{ nome }} {{name}} {{pedido}} {{order}}", VALUES).text == "<nome> <nome> <pedido> <pedido>"


def test_a_missing_one_goes_with_its_comma():
    assert fill("Olá, {{nome}}! O pedido {{pedido}} saiu.", {}).text == "Olá! O pedido saiu."


@given(st.text(max_size=200), st.text(max_size=50))
def test_nothing_but_variables_is_changed_and_values_are_not_read_again(text: str, value: str):
    filled = fill(text, dict.fromkeys(NAMES.values(), value))
    if "{{" not in text:
        assert filled.text == text
    assert fill("{{nome}}", {"nome": value or "x"}).text == (value or "x")


@given(st.lists(st.sampled_from([*NAMES, "sobrenome", "x"]), max_size=6))
def test_what_is_not_known_is_found(names: list[str]):
    text = " ".join(f"{{{{{name}}}}}" for name in names)
    assert set(unknown(text)) == {name for name in names if name not in NAMES}
