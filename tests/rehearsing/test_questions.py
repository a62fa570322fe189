"""Questions of a rehearsal, as files hold them."""

from pathlib import Path

import orjson
import pytest

from prosa.evaluating.reading.rows import Unreadable
from prosa.rehearsing.questions import MOST_CHARACTERS, Expected, Question, read_questions


def written(folder: Path, *lines: object) -> Path:
    file = folder / "questions.jsonl"
    file.write_bytes(b"\n".join(orjson.dumps(line) for line in lines))
    return file


def test_a_line_says_what_is_right(tmp_path: Path):
    file = written(
        tmp_path,
        {"text": "cadê meu pedido?", "intent": "order_status", "outcome": "ask"},
        {"text": "qual o prazo?", "article": "prazo", "outcome": "answer"},
        {"text": "tem garantia?", "articles": ["legal", "estendida"]},
        {"text": "quero uma pessoa", "intent": "speak_to_human", "outcome": "handoff"},
    )
    assert read_questions([file]) == [
        Question("cadê meu pedido?", Expected.ASK, "order_status"),
        Question("qual o prazo?", Expected.ANSWER, None, frozenset({"prazo"})),
        Question("tem garantia?", Expected.ANSWER, None, frozenset({"legal", "estendida"})),
        Question("quero uma pessoa", Expected.HANDOFF, "speak_to_human"),
    ]


def test_what_has_neither_intent_nor_article_is_out_of_scope(tmp_path: Path):
    file = written(
        tmp_path,
        {"text": "vai chover?"},
        {"text": "quem ganhou o jogo?", "outcome": "handoff"},
        {"text": "me conta uma piada", "intent": "out_of_scope", "outcome": "handoff"},
        {"text": "quero uma pessoa", "intent": "speak_to_human", "outcome": "handoff"},
        {"text": "alguma coisa que dá pra responder", "outcome": "answer"},
    )
    assert [question.out_of_scope for question in read_questions([file])] == [True, True, True, False, False]


def test_empty_messages_are_passed_over(tmp_path: Path):
    assert read_questions([written(tmp_path, {"text": "  ", "intent": "greeting"}, {"text": "oi"})]) == [
        Question("oi", Expected.HANDOFF)
    ]


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ({"intent": "greeting"}, 'falta "text"'),
        ({"text": "oi", "outcome": "talvez"}, "answer, ask, handoff"),
        ({"text": "oi", "article": 3}, '"article"'),
        ({"text": "a" * (MOST_CHARACTERS + 1)}, "caracteres"),
    ],
)
def test_a_mistake_is_told_with_its_line(tmp_path: Path, line: object, says: str):
    with pytest.raises(Unreadable, match=says) as refused:
        read_questions([written(tmp_path, {"text": "oi", "intent": "greeting"}, line)])
    assert "questions.jsonl:2:" in str(refused.value)
