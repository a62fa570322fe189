import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.language.entities.finding import found, values


@pytest.mark.parametrize(
    "message, words, value",
    [
        ("chego às 15h", "15h", "15:00"),
        ("chego às 15:30", "15:30", "15:30"),
        ("chego 15h30", "15h30", "15:30"),
        ("amanhã às 8", "8", "08:00"),
        ("passa aqui 3 da tarde", "3 da tarde", "15:00"),
        ("às duas e meia da tarde", "duas e meia da tarde", "14:30"),
        ("lá pelas oito e meia da noite", "oito e meia da noite", "20:30"),
        ("às sete e quinze", "sete e quinze", "07:15"),
        ("ao meio-dia", "meio-dia", "12:00"),
        ("meio dia e meia", "meio dia e meia", "12:30"),
        ("até meia noite", "meia noite", "00:00"),
        ("dez pra meia-noite", "dez pra meia-noite", "23:50"),
        ("quinze para as três da tarde", "quinze para as três da tarde", "14:45"),
        ("à uma da manhã", "uma da manhã", "01:00"),
        ("às 24h", "24h", "00:00"),
        ("até as dezenove horas", "dezenove horas", "19:00"),
        ("3 pm", "3 pm", "15:00"),
    ],
)
def test_a_time_is_found_however_it_is_said(message: str, words: str, value: str):
    assert found(message, "time") == [(words, value)]


@pytest.mark.parametrize(
    "message",
    [
        "em até 48h",
        "há 2 horas no chat",
        "demora 3h?",
        "atendimento 24h",
        "esperei umas 2 horas",
        "daqui a uma hora",
        "amanhã de manhã",
        "quero as duas camisetas",
        "de 2 a 3 horas",
        "de 10 minutos a uma hora",
        "quero me candidatar a um",
        "na proporção 16:90",
        "às 3 pessoas",
    ],
)
def test_lengths_of_time_and_parts_of_a_day_are_no_times(message: str):
    assert values(message, "time") == []


@pytest.mark.parametrize(
    "message, ends",
    [
        ("das 9 às 18", ["09:00", "18:00"]),
        ("entre 14h e 16h", ["14:00", "16:00"]),
        ("entre as 14 e as 16h", ["14:00", "16:00"]),
        ("das duas às quatro da tarde", ["14:00", "16:00"]),
        ("das 8h30 até as 12h", ["08:30", "12:00"]),
        ("das onze às duas da tarde", ["11:00", "14:00"]),
    ],
)
def test_a_range_is_two_times(message: str, ends: list[str]):
    assert values(message, "time") == ends


def test_a_bare_number_is_the_time_that_the_bot_asked_for():
    assert values("15", "time", awaiting="time") == ["15:00"]
    assert values("oito e meia", "time", awaiting="time") == ["08:30"]
    assert values("15", "time") == []


@given(st.integers(0, 23), st.integers(0, 59))
def test_every_minute_of_the_day_is_read_from_the_clock(hour: int, minute: int):
    assert values(f"às {hour}:{minute:02d}", "time") == [f"{hour:02d}:{minute:02d}"]
    assert values(f"às {hour}h{minute:02d}", "time") == [f"{hour:02d}:{minute:02d}"]
