from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prosa.language.entities.dates import find_dates
from prosa.language.entities.reading import Reading
from prosa.language.entities.tense import tense_at
from tests.language.conftest import TODAY
from tests.language.entities.finding import found, values

MONTHS = "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro".split()


@pytest.mark.parametrize(
    "message, words, day",
    [
        ("chega quinze de março?", "quinze de março", "2025-03-15"),
        ("em 23 de maio de dois mil e vinte e seis", "23 de maio de dois mil e vinte e seis", "2026-05-23"),
        ("no dia um de abril", "um de abril", "2025-04-01"),
        ("comprei dia 28", "dia 28", "2025-02-28"),
        ("vence dia 5 do mês que vem", "dia 5 do mês que vem", "2025-04-05"),
        ("comprei em 10.02.2025", "10.02.2025", "2025-02-10"),
        ("em 12-mar", "12-mar", "2025-03-12"),
        ("há três dias", "há três dias", "2025-03-09"),
        ("faz uma semana que espero", "faz uma semana", "2025-03-05"),
        ("tem 3 dias que espero", "tem 3 dias", "2025-03-09"),
        ("daqui a duas semanas", "daqui a duas semanas", "2025-03-26"),
        ("há um mês", "há um mês", "2025-02-12"),
        ("reclamei na última terça", "última terça", "2025-03-11"),
        ("sexta que vem eu posso", "sexta que vem", "2025-03-14"),
        ("na segunda da semana que vem", "segunda da semana que vem", "2025-03-17"),
        ("chega sexta?", "sexta", "2025-03-14"),
        ("espero desde segunda", "segunda", "2025-03-10"),
        ("6ª-feira", "6ª-feira", "2025-03-14"),
    ],
)
def test_a_day_is_found_however_it_is_said(message: str, words: str, day: str):
    assert found(message, "date") == [(words, day)]


@pytest.mark.parametrize(
    "message, day",
    [
        ("comprei semana passada", "2025-03-03"),
        ("chega semana que vem?", "2025-03-17"),
        ("pago no mês que vem", "2025-04-01"),
        ("comprei no mês passado", "2025-02-01"),
        ("recebo no fim do mês", "2025-03-31"),
        ("no início do mês que vem", "2025-04-01"),
        ("entrega no fim de semana?", "2025-03-15"),
        ("chegou no fim de semana", "2025-03-08"),
        ("comprei em fevereiro", "2025-02-01"),
        ("em maio de 2026", "2026-05-01"),
        ("ano passado", "2024-01-01"),
        ("no fim do ano", "2025-12-31"),
    ],
)
def test_a_period_is_named_by_its_first_day_and_its_end_by_the_last(message: str, day: str):
    assert values(message, "date") == [day]


@pytest.mark.parametrize(
    "message",
    [
        "de segunda a sexta",
        "todo sábado",
        "aos sábados",
        "garantia de 12 meses",
        "chega em 5 dias úteis",
        "é a quarta vez que peço",
        "a segunda opção",
        "moro na rua sete de setembro",
        "parcelei em 3/10",
        "1/2 kg",
        "30 de fevereiro",
        "há 9999 anos",
    ],
)
def test_habits_lengths_ordinals_and_streets_are_no_days(message: str):
    assert values(message, "date") == []


def test_days_that_are_told_together_are_all_found():
    assert values("10 a 15 de abril", "date") == ["2025-04-10", "2025-04-15"]
    assert values("nos dias 20 e 21", "date") == ["2025-03-20", "2025-03-21"]


def test_the_verb_before_the_day_says_whether_it_is_behind():
    message = "comprei na sexta e quero receber na terça"
    assert values(message, "date") == ["2025-03-07", "2025-03-18"]


def test_a_day_without_a_tense_is_this_years_unless_another_is_close():
    assert values("31/12", "date") == ["2025-12-31"]
    january = Reading.of("20/12", date(2026, 1, 5))
    assert [candidate.entity.value for candidate in find_dates(january)] == ["2025-12-20"]


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)))
def test_every_written_day_is_that_day(day: date):
    assert values(f"em {day:%d/%m/%Y}", "date") == [day.isoformat()]
    assert values(f"em {day.day} de {MONTHS[day.month - 1]} de {day.year}", "date") == [day.isoformat()]


@given(st.integers(1, 999))
def test_days_are_counted_from_today(days: int):
    assert values(f"há {days} dias", "date") == [(TODAY - timedelta(days)).isoformat()]
    assert values(f"daqui a {days} dias", "date") == [(TODAY + timedelta(days)).isoformat()]


@pytest.mark.parametrize(
    "sentence, tense",
    [
        ("chegou na X", "past"),
        ("chega na X", "future"),
        ("entregarão na X", "future"),
        ("tirei na X", "past"),
        ("prometeram para X", "past"),
        ("X", "untold"),
        ("X eu vou", "future"),
    ],
)
def test_tense_is_read_from_the_nearest_verb(sentence: str, tense: str):
    folded = sentence.replace("ã", "a")
    place = folded.index("X")
    assert tense_at(folded, place, place + 1) == tense
