"""What fills a slot, and what does not."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prosa.conversations import slots
from prosa.packs.forms import Slot
from tests.conversations.reading import understood

TODAY = date(2026, 3, 4)


def answer(
    said: str, /, intent: str = "thanks", found: dict[str, str] | None = None, **slot: Any
) -> str | None:
    entities = slot.pop("entities", {})
    made = Slot.model_validate({"name": "it", "ask": "ask", **slot})
    return slots.answer(made, understood(said, intent, 0.2, **entities), found or {}, TODAY)


@pytest.mark.parametrize(
    "text, value", [("são 3", "3"), ("duas", "2"), ("1,5", "1.5"), ("-4", None), ("99", None), ("nada", None)]
)
def test_a_number_within_its_bounds(text: str, value: str | None):
    assert answer(text, type="number", min=0, max=10) == value


@pytest.mark.parametrize(
    "day, value",
    [("2026-03-05", "2026-03-05"), ("2026-03-04", None), ("2026-04-03", "2026-04-03"), ("2026-04-04", None)],
)
def test_a_day_is_counted_from_today(day: str, value: str | None):
    assert answer(day, type="date", min=1, max=30, entities={"date": day}) == value


@pytest.mark.parametrize(
    "text, value",
    [
        ("olha: https://fotos.example/a.jpg.", "https://fotos.example/a.jpg"),
        ("a tampa está rachada ao meio", "a tampa está rachada ao meio"),
        ("sim", None),
        ("como eu mando a foto?", None),
    ],
)
def test_a_photo_is_a_link_or_a_description(text: str, value: str | None):
    assert answer(text, type="photo") == value


@pytest.mark.parametrize("text, value", [("sim", "sim"), ("claro!", "sim"), ("não", "não"), ("talvez", None)])
def test_yes_or_no(text: str, value: str | None):
    assert answer(text, type="yes_no") == value


def test_an_option_within_a_sentence():
    assert answer("prefiro de manhã", options=["Manhã", "Tarde"]) == "Manhã"
    assert answer("de manhã ou de tarde?", options=["Manhã", "Tarde"]) is None


def test_a_pattern_takes_its_part_of_a_message_and_all_of_a_text():
    assert answer("o final é 321, tá?", pattern=r"\b\d{3}\b") == "321"
    assert answer("AB12", text=True, pattern=r"[A-Z]{2}\d{2}") == "AB12"
    assert answer("é AB12", text=True, pattern=r"[A-Z]{2}\d{2}") is None


@pytest.mark.parametrize(
    "check, good, bad",
    [
        ("cpf", "529.982.247-25", "529.982.247-26"),
        ("cnpj", "11.222.333/0001-81", "11.222.333/0001-80"),
        ("boleto", "00190.50095 40144.816069 06809.350314 3 37370000000100", "0" * 46 + "1"),
    ],
)
def test_check_digits(check: str, good: str, bad: str):
    assert answer(good, text=True, check=check) == good
    assert answer(bad, text=True, check=check) is None


def test_an_answer_has_to_end_as_an_action_found():
    slot = {"pattern": r"\d{3,11}", "ends": "tail"}
    assert answer("321", found={"tail": "321"}, **slot) == "321"
    assert answer("52998224321", found={"tail": "321"}, **slot) == "52998224321"
    assert answer("322", found={"tail": "321"}, **slot) is None


@given(st.text(max_size=200), st.sampled_from(["number", "date", "photo", "yes_no"]))
def test_any_text_is_an_answer_or_none(text: str, kind: str):
    answer(text, type=kind)
