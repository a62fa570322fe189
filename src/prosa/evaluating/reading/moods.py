"""Messages with how they sound: as a word, or as stars."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from prosa.evaluating.reading.columns import SENTIMENT, TEXT, named, plain
from prosa.evaluating.reading.files import read_rows
from prosa.evaluating.reading.rows import Rows
from prosa.evaluating.reading.values import as_text
from prosa.language.sentiment.opinion import Rated
from prosa.language.understanding import Sentiment

_WORDS: Mapping[str, Sentiment] = {
    **dict.fromkeys("pos positive positivo positiva elogio praise p +".split(), Sentiment.POSITIVE),
    **dict.fromkeys("neu neutral neutro neutra neut none n/a mixed".split(), Sentiment.NEUTRAL),
    **dict.fromkeys(
        "neg negative negativo negativa raiva anger irony ironia sarcasm n -".split(), Sentiment.NEGATIVE
    ),
}
_SIGNS = {-1: Sentiment.NEGATIVE, 0: Sentiment.NEUTRAL, 1: Sentiment.POSITIVE}
_YES_OR_NO = {0: Sentiment.NEGATIVE, 1: Sentiment.POSITIVE}
_STARS = {
    1: Sentiment.NEGATIVE,
    2: Sentiment.NEGATIVE,
    3: Sentiment.NEUTRAL,
    4: Sentiment.POSITIVE,
    5: Sentiment.POSITIVE,
}


def read_moods(paths: Iterable[Path]) -> tuple[Rated, ...]:
    """The messages of all files, in order; lines without text are left out. Raises `Unreadable`."""
    return tuple(rated for path in paths for rated in _moods(path))


def _moods(path: Path) -> list[Rated]:
    rows = read_rows(path)
    text, label = _columns(rows)
    said: list[tuple[int, str, str]] = []
    for row in rows.rows:
        message, mood = as_text(row.values.get(text)), as_text(row.values.get(label))
        if message is None or not mood:
            raise rows.unreadable("cada linha deve ter o texto e o sentimento.", row.line)
        if message:
            said.append((row.line, message, plain(mood)))
    if not said:
        raise rows.unreadable("não tem nenhuma mensagem.")
    numbers = _numbers({mood for _, _, mood in said})
    found: list[Rated] = []
    for line, message, mood in said:
        sentiment = _WORDS.get(mood) or _by_number(mood, numbers)
        if sentiment is None:
            raise rows.unreadable(
                f'"{mood}" não é um sentimento: use positivo, neutro, negativo ou 1 a 5 estrelas.', line
            )
        found.append(Rated(message, sentiment))
    return found


def _columns(rows: Rows) -> tuple[str, str]:
    if not rows.columns:
        return "0", "1"
    text, label = named(rows.columns, TEXT), named(rows.columns, SENTIMENT)
    if text is None or label is None:
        missing = 'texto ("text")' if text is None else 'sentimento ("label", "sentiment" ou "stars")'
        raise rows.unreadable(f"não tem coluna de {missing}; tem: {', '.join(rows.columns)}.")
    return text, label


def _numbers(moods: Iterable[str]) -> Mapping[int, Sentiment]:
    """What numbers mean in this file: signs, yes or no, or stars; only all of them together can tell."""
    numbers = {number for mood in moods if (number := _number(mood)) is not None}
    if -1 in numbers:
        return _SIGNS
    return _YES_OR_NO if 0 in numbers else _STARS


def _by_number(mood: str, numbers: Mapping[int, Sentiment]) -> Sentiment | None:
    number = _number(mood)
    return None if number is None else numbers.get(number)


def _number(mood: str) -> int | None:
    """The whole number that this says, "4,0" too."""
    try:
        number = float(mood.replace(",", "."))
    except ValueError:
        return None
    return int(number) if number.is_integer() else None
