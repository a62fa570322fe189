"""The names that people give to columns: which holds the message, which the label."""

import unicodedata
from collections.abc import Iterable

TEXT = (
    "text", "texto", "utterance", "utt", "message", "mensagem", "sentence", "frase", "sentenca", "query",
    "question", "pergunta", "input", "entrada", "exemplo", "example", "review", "comment", "comentario",
    "phrase", "content", "conteudo",
)  # fmt: skip
INTENT = (
    "intent", "intencao", "label", "rotulo", "category", "categoria", "class", "classe", "target", "gold",
    "y",
)  # fmt: skip
SENTIMENT = (
    "label", "sentiment", "sentimento", "polarity", "polaridade", "rotulo", "class", "classe", "target",
    "gold", "y", "stars", "estrelas", "rating", "nota", "score", "review_score",
)  # fmt: skip
WRONG = (
    "wrong", "errado", "error", "erro", "typo", "noisy", "misspelled", "misspelling", "incorrect",
    "incorreto", "written", "escrito", "input", "source", "token", *TEXT,
)  # fmt: skip
RIGHT = (
    "right", "certo", "correct", "correto", "correction", "correcao", "expected", "esperado", "target",
    "gold", "clean", "fixed", "output", "corrected", "corrigido", "intended", "label",
)  # fmt: skip


def plain(name: str) -> str:
    """A column's name as it is compared: lower case, no accents, no quotes or spaces around it."""
    decomposed = unicodedata.normalize("NFD", name.strip().strip("\"'").strip().lower())
    return "".join(character for character in decomposed if not unicodedata.combining(character))


def named(columns: Iterable[str], wanted: Iterable[str]) -> str | None:
    """The column with the first of the wanted names; None when none has any."""
    known = {plain(column): column for column in reversed(list(columns))}
    return next((known[name] for name in wanted if name in known), None)


def is_header(cells: Iterable[str]) -> bool:
    """Whether a first line names columns rather than being a row itself.

    It does when it has two known names, or when all there is is one. A message may well say "mensagem" or
    "frase", so beside something unknown only "text" and "texto" are believed.
    """
    names = [plain(cell) for cell in cells]
    known = {*TEXT, *INTENT, *SENTIMENT, *WRONG, *RIGHT}
    if len(names) == 1:
        return names[0] in TEXT
    return len(set(names) & known) >= 2 or bool({"text", "texto"} & set(names))
