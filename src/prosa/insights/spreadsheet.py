"""Tables as CSV, as their readers' spreadsheets expect it: in Brazil with semicolons and a decimal comma."""

import csv
from collections.abc import Iterable, Sequence
from datetime import datetime
from io import StringIO
from typing import Literal
from zoneinfo import ZoneInfo

from prosa.insights.schemas import Figures

Language = Literal["pt-BR", "en"]

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_PORTUGUESE = {
    "since": "início",
    "until": "fim",
    "sessions": "conversas",
    "automated": "só com o robô",
    "automation_rate": "parte só com o robô",
    "handed_over": "passadas a pessoas",
    "ratings": "avaliações",
    "rating": "nota média",
    "satisfied": "parte satisfeita",
    "first_response_p50": "primeira resposta de pessoas, mediana (s)",
    "first_response_p90": "primeira resposta de pessoas, 90% (s)",
    "bot_response_p50": "resposta do robô, mediana (ms)",
    "bot_response_p95": "resposta do robô, 95% (ms)",
    "waiting_max": "máximo na fila",
    "intent": "assunto",
    "asked": "perguntas",
    "settled": "resolvidas pelo robô",
    "up": "ajudou",
    "down": "não ajudou",
    "article": "artigo",
    "title": "título",
    "shown": "mostrado",
    "agent": "código do atendente",
    "name": "atendente",
    "conversations": "conversas",
    "resolved": "resolvidas",
    "first_response": "primeira resposta, mediana (s)",
    "resolution": "resolução, mediana (s)",
}


def as_csv(kind: type[Figures], rows: Iterable[Figures], language: Language, zone: ZoneInfo) -> str:
    """A line for each row, below the names of the columns. Moments are told by the clock of `zone`."""
    columns = list(kind.model_fields)
    portuguese = language == "pt-BR"
    written = StringIO()
    # Without the mark, Excel takes accents for something else.
    written.write("\ufeff")
    lines = csv.writer(written, delimiter=";" if portuguese else ",", lineterminator="\r\n")
    lines.writerow(_heading(columns) if portuguese else columns)
    for row in rows:
        lines.writerow(_cell(getattr(row, column), portuguese, zone) for column in columns)
    return written.getvalue()


def _heading(columns: Sequence[str]) -> list[str]:
    return [_PORTUGUESE.get(column, column) for column in columns]


def _cell(value: object, portuguese: bool, zone: ZoneInfo) -> str:
    match value:
        case None:
            return ""
        case float():
            told = f"{value:.4f}".rstrip("0").rstrip(".")
            return told.replace(".", ",") if portuguese else told
        case datetime():
            return value.astimezone(zone).strftime("%Y-%m-%d %H:%M")
        case _:
            told = str(value)
            # What somebody named must not become a formula where it is opened.
            return f"'{told}" if told.startswith(_FORMULA) else told
