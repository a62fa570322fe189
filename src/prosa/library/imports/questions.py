"""A table of questions and answers, as CSV."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from hashlib import blake2b

from prosa.library.imports.contents import content_from
from prosa.library.imports.items import Broken, Found, Item, Progress, SourceUnusable, Unreadable
from prosa.library.imports.tables import decoded, first_of, plain_name, rows

QUESTION = ("pergunta", "question", "titulo", "title", "duvida")
ANSWER = ("resposta", "answer", "texto", "body", "conteudo", "content")
SUMMARY = ("resumo", "summary", "resposta curta", "short answer")
TAGS = ("tags", "etiquetas", "categoria", "category", "assunto", "topic")
ID = ("id", "codigo", "code")
OTHERS = ("outras perguntas", "variacoes", "other questions", "questions", "variants")


class Questions:
    """A CSV file with a question and an answer a line. A line is named by its id, or by its question."""

    complete = True

    def __init__(self, name: str, data: bytes) -> None:
        """`name` names the source: importing a file of the same name again updates it."""
        self._name = name
        self._data = data

    @property
    def key(self) -> str:
        """The file's name."""
        return f"questions:{self._name}"

    async def items(self, tell: Progress) -> AsyncIterator[Item]:
        """One article a line. Raises `SourceUnusable` when it is no such table."""
        found = await asyncio.to_thread(lambda: list(_read(self._data)))
        tell("", len(found), len(found))
        for each in found:
            yield each


def _read(data: bytes) -> Iterator[Item]:
    try:
        seen = False
        for line, row in rows(decoded(data)):
            if row is None:
                yield Broken(f"linha {line}", "Tem mais colunas que o cabeçalho: ponha o texto entre aspas.")
                continue
            if not seen and not (_has(row, QUESTION) and _has(row, ANSWER)):
                raise SourceUnusable(
                    "A tabela precisa de uma coluna pergunta (ou question) e uma resposta (ou answer)."
                )
            seen = True
            yield _item(line, row)
    except Unreadable as error:
        raise SourceUnusable(str(error)) from error
    if not seen:
        raise SourceUnusable("A tabela não tem linhas.")


def _item(line: int, row: dict[str, str]) -> Item:
    question, answer = first_of(row, QUESTION), first_of(row, ANSWER)
    if not question or not answer:
        return Broken(f"linha {line}", f"Falta a {'resposta' if question else 'pergunta'}.")
    others = [part.strip() for part in first_of(row, OTHERS).split("|")]
    asked = [each[:200] for each in (question, *others) if each]
    head = {"questions": asked[:50], "summary": first_of(row, SUMMARY)}
    tags = tuple(part.strip() for part in first_of(row, TAGS).replace("|", ",").split(","))
    try:
        content = content_from(answer, title=question, head=head, tags=tags)
    except Unreadable as error:
        return Broken(f"linha {line}", str(error))
    named = first_of(row, ID) or blake2b(plain_name(question).encode(), digest_size=8).hexdigest()
    return Found(named[:200], content, question)


def _has(row: dict[str, str], names: tuple[str, ...]) -> bool:
    return any(name in row for name in names)
