import csv
from datetime import UTC, datetime
from io import StringIO
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from prosa.insights.report_schemas import ArticleFigures
from prosa.insights.schemas import Figures
from prosa.insights.spreadsheet import as_csv

ZONE = ZoneInfo("America/Sao_Paulo")


class Told(Figures):
    since: datetime
    title: str | None
    rating: float | None


def row(title: str | None = "Frete", rating: float | None = 4.5) -> Told:
    return Told(since=datetime(2026, 3, 12, 2, 30, tzinfo=UTC), title=title, rating=rating)


def test_brazilian_spreadsheets_get_semicolons_a_decimal_comma_and_portuguese_names():
    assert as_csv(Told, [row()], "pt-BR", ZONE) == (
        "\ufeffinício;título;nota média\r\n2026-03-11 23:30;Frete;4,5\r\n"
    )


def test_english_ones_get_commas_and_points():
    assert as_csv(Told, [row(None, None)], "en", ZONE) == (
        "\ufeffsince,title,rating\r\n2026-03-11 23:30,,\r\n"
    )


@given(st.text(max_size=20), st.sampled_from(["pt-BR", "en"]))
def test_no_title_becomes_a_formula_or_another_cell(title: str, language: str):
    told = as_csv(Told, [row(title)], "pt-BR" if language == "pt-BR" else "en", ZONE)
    delimiter = ";" if language == "pt-BR" else ","
    [_, cells] = csv.reader(StringIO(told.removeprefix("\ufeff"), newline=""), delimiter=delimiter)
    assert len(cells) == 3
    assert cells[1].removeprefix("'") == title.removeprefix("'")
    assert not cells[1].startswith(("=", "+", "-", "@", "\t", "\r"))


def test_every_column_has_a_portuguese_name():
    header = as_csv(ArticleFigures, [], "pt-BR", ZONE).removeprefix("\ufeff").strip()
    assert header == (
        "artigo;título;mostrado;resolvidas pelo robô;passadas a pessoas;"
        "ajudou;não ajudou;avaliações;nota média"
    )
