"""Money, days, times and amounts, as a Brazilian writes them."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prosa.packs.filters import brl, data, espera, good_day, hora, lista, plural, quando

ZONE = ZoneInfo("America/Sao_Paulo")
NOW = datetime(2026, 11, 24, 23, 30, tzinfo=ZONE)


@pytest.mark.parametrize(
    "amount, said",
    [
        (Decimal("1299.90"), "R$ 1.299,90"), (0, "R$ 0,00"), ("349.9", "R$ 349,90"), (-5.5, "-R$ 5,50"),
        (1_234_567, "R$ 1.234.567,00"), (None, ""), ("caro", ""), (float("nan"), ""), (-0.001, "R$ 0,00"),
    ],
)  # fmt: skip
def test_an_amount_is_written_in_reais(amount: object, said: str):
    assert brl(amount) == said


@given(st.decimals(min_value=0, max_value=10**9, places=2))
def test_an_amount_can_be_read_back(amount: Decimal):
    assert Decimal(brl(amount).removeprefix("R$ ").replace(".", "").replace(",", ".")) == amount


@pytest.mark.parametrize(
    "moment, day, when",
    [
        (NOW, "hoje", "hoje às 23h30"),
        (NOW + timedelta(hours=1), "amanhã", "amanhã às 0h30"),
        (datetime(2026, 11, 25, 4, 0, tzinfo=UTC), "amanhã", "amanhã à 1h"),
        (datetime(2026, 11, 30, 8, 0, tzinfo=ZONE), "30/11/2026", "segunda-feira, 30/11, às 8h"),
        (date(2026, 11, 30), "30/11/2026", "segunda-feira, 30/11"),
        (None, "", ""),
        ("amanhã", "", ""),
    ],
)
def test_a_day_is_named_by_how_near_it_is(moment: object, day: str, when: str):
    assert data(moment, NOW) == day
    assert quando(moment, NOW) == when


def test_times_are_told_in_the_packs_zone():
    assert hora(datetime(2026, 11, 24, 17, 5, tzinfo=UTC), NOW) == "14h05"
    assert hora(datetime(2026, 11, 24, 8, 0), NOW) == "8h"  # noqa: DTZ001  (a service may leave the zone out)


@pytest.mark.parametrize(
    "count, said",
    [(0, "0 minuto"), (1, "1 minuto"), (1.5, "1,5 minuto"), (2, "2 minutos"), (1200, "1.200 minutos")],
)
def test_an_amount_takes_the_right_form_of_its_word(count: float, said: str):
    assert plural(count, "minuto") == said


@pytest.mark.parametrize(
    "seconds, said",
    [
        (0, "menos de 1 minuto"), (60, "cerca de 1 minuto"), (400, "cerca de 7 minutos"),
        (3600, "cerca de 1 hora"), (7300, "cerca de 2 horas"), (90_000 * 2, "cerca de 2 dias"), (None, ""),
    ],
)  # fmt: skip
def test_a_wait_is_told_as_people_do(seconds: float | None, said: str):
    assert espera(seconds) == said


def test_things_in_a_row():
    assert lista(["a", "b", "c"]) == "a, b e c"
    assert lista(["a", "b"], "ou") == "a ou b"
    assert lista(["a"]) == "a"
    assert lista([]) == ""


@pytest.mark.parametrize(
    "hour, said", [(4, "Boa noite"), (5, "Bom dia"), (12, "Boa tarde"), (18, "Boa noite")]
)
def test_the_greeting_fits_the_hour(hour: int, said: str):
    assert good_day(NOW.replace(hour=hour)) == said
