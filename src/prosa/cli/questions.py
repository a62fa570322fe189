"""Test questions from a file: JSON lines with `text` and `intent`, or text, tab, intent."""

from collections.abc import Collection, Iterator
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from prosa.language.training import Example


class QuestionsUnreadable(ValueError):
    """The file cannot be used; the message names the line."""


class _Question(BaseModel):
    model_config = ConfigDict(extra="ignore")

    text: str = Field(min_length=1, max_length=4000)
    intent: str = Field(min_length=1)


def read_questions(path: Path, intents: Collection[str]) -> list[Example]:
    """The labelled messages in this file. Raises `QuestionsUnreadable`, also for other intents."""
    try:
        content = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise QuestionsUnreadable(f"{path} não pode ser lido: {error}") from error
    questions = list(_questions(path, content, tabs=path.suffix.lower() in (".tsv", ".txt")))
    for number, question in questions:
        if question.intent not in intents:
            raise QuestionsUnreadable(f'{path}:{number}: o pacote não tem a intenção "{question.intent}"')
    if not questions:
        raise QuestionsUnreadable(f"{path} não tem nenhuma pergunta.")
    return [Example(question.text, question.intent) for _, question in questions]


def _questions(path: Path, content: str, *, tabs: bool) -> Iterator[tuple[int, _Question]]:
    for number, line in enumerate(content.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            yield number, _tabbed(line) if tabs else _Question.model_validate_json(line)
        except ValidationError as error:
            wanted = "texto, tabulação e intenção" if tabs else 'JSON com "text" e "intent"'
            raise QuestionsUnreadable(f"{path}:{number}: cada linha deve ser {wanted}.") from error


def _tabbed(line: str) -> _Question:
    text, _, intent = line.rstrip("\r").rpartition("\t")
    return _Question(text=text.strip(), intent=intent.strip())
