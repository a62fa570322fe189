"""Reads the questions of a rehearsal, each with what a person would want to come of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from prosa.evaluating.reading.files import read_rows
from prosa.evaluating.reading.rows import Row, Rows
from prosa.evaluating.reading.values import as_text

MOST_CHARACTERS = 4000
"""Longer messages are no customer's: the channels refuse them."""
_TEXTS = ("text", "question", "texto", "pergunta", "message", "mensagem")
_OUTSIDE = frozenset({"out_of_scope", "out-of-scope", "oos", "fora_do_escopo"})
"""Names under which files put messages that the bot is not meant to answer."""


class Expected(StrEnum):
    """What is right to do with a message, at the start of a conversation."""

    ANSWER = "answer"
    """Settle it now."""
    ASK = "ask"
    """Something is missing before anything can be done: ask for it."""
    HANDOFF = "handoff"
    """Leave it to a person."""


@dataclass(frozen=True, slots=True)
class Question:
    """A customer's message, and what is right. Without intent and article it is not the bot's business."""

    text: str
    expected: Expected
    intent: str | None = None
    articles: frozenset[str] = frozenset()
    """Any of them is the right one."""

    @property
    def out_of_scope(self) -> bool:
        """Whether the bot should not answer as if it knew."""
        return self.expected is not Expected.ANSWER and self.intent is None and not self.articles


def read_questions(paths: Iterable[Path]) -> list[Question]:
    """The questions of all files, in order. Raises `Unreadable`, with the line."""
    found: list[Question] = []
    for path in paths:
        rows = read_rows(path)
        found += [question for row in rows.rows if (question := _question(rows, row)) is not None]
    return found


def _question(rows: Rows, row: Row) -> Question | None:
    text = next((said for name in _TEXTS if (said := as_text(row.values.get(name)))), None)
    if text is None:
        if not any(name in row.values for name in _TEXTS):
            raise rows.unreadable('falta "text", a mensagem do cliente.', row.line)
        return None
    if len(text) > MOST_CHARACTERS:
        raise rows.unreadable(f"a mensagem tem mais de {MOST_CHARACTERS} caracteres.", row.line)
    intent = as_text(row.values.get("intent")) or None
    articles = _articles(rows, row)
    return Question(
        text,
        _expected(rows, row, intent, articles),
        None if intent is None or intent.casefold() in _OUTSIDE else intent,
        articles,
    )


def _expected(rows: Rows, row: Row, intent: str | None, articles: frozenset[str]) -> Expected:
    said = as_text(row.values.get("outcome")) or None
    if said is None:
        known = articles or (intent is not None and intent.casefold() not in _OUTSIDE)
        return Expected.ANSWER if known else Expected.HANDOFF
    try:
        return Expected(said.casefold())
    except ValueError:
        choices = ", ".join(Expected)
        raise rows.unreadable(f'"outcome" é "{said}"; deve ser um destes: {choices}.', row.line) from None


def _articles(rows: Rows, row: Row) -> frozenset[str]:
    match row.values.get("articles", row.values.get("article")):
        case None | "":
            return frozenset()
        case str() as one:
            return frozenset({one})
        case list() as several if all(isinstance(id, str) for id in several):  # pyright: ignore[reportUnknownVariableType]
            return frozenset(str(id) for id in several)  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType]
        case _:
            raise rows.unreadable('"article" deve ser o nome de um artigo, ou uma lista deles.', row.line)
