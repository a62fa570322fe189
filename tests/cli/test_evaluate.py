"""`prosa evaluate`, in numbers and in its complaints."""

import json
from pathlib import Path

import pytest

from prosa.cli.questions import QuestionsUnreadable, read_questions
from prosa.language.model import Model
from prosa.language.training import Example
from prosa.models import model_folder
from prosa.packs.schema import Pack
from tests.cli.conftest import Prosa

INTENTS = {"greeting", "order_status"}


@pytest.fixture
def questions(tmp_path: Path) -> Path:
    file = tmp_path / "questions.jsonl"
    lines = [
        {"text": "bom dia", "intent": "greeting"},
        {"text": "cadê meu pedido?", "intent": "order_status", "outcome": "ask"},
        {"text": "bom dia", "intent": "order_status"},
    ]
    file.write_text("\n".join(json.dumps(line) for line in lines) + "\n\n")
    return file


def test_it_measures_on_the_questions_of_a_file(
    prosa: Prosa, questions: Path, tmp_path: Path, pack: Pack, model: Model
):
    model.save(model_folder(tmp_path / "home", pack))
    figures = tmp_path / "out" / "figures.json"
    ended = prosa("evaluate", "--test", str(questions), "--json", str(figures))
    assert ended.status == 0, ended.err
    assert "66,7 %" in ended.out and "bom dia" in ended.out
    written = json.loads(figures.read_text())
    assert written["count"] == 3 and written["accuracy"] == pytest.approx(2 / 3)
    assert [(c["expected"], c["predicted"]) for c in written["confusions"]] == [("order_status", "greeting")]


def test_an_intent_that_the_pack_does_not_have_is_named_with_its_line(prosa: Prosa, tmp_path: Path):
    file = tmp_path / "wrong.tsv"
    file.write_text("bom dia\tgreeting\noi\tsaudacao\n")
    ended = prosa("evaluate", "--test", str(file))
    assert ended.status == 1 and "wrong.tsv:2" in ended.err and "saudacao" in ended.err
    assert "Traceback" not in ended.err


def test_questions_come_as_json_lines_or_with_tabs(questions: Path, tmp_path: Path):
    tabs = tmp_path / "questions.tsv"
    tabs.write_text("bom dia\tgreeting\r\ncadê meu pedido?\torder_status\n", encoding="utf-8-sig")
    expected = [Example("bom dia", "greeting"), Example("cadê meu pedido?", "order_status")]
    assert read_questions(questions, INTENTS)[:2] == expected == read_questions(tabs, INTENTS)


@pytest.mark.parametrize(
    "name, content, complaint",
    [
        ("a.jsonl", b'{"text": "oi"}', "a.jsonl:1"),
        ("a.jsonl", b'{"text": "oi", "intent": "greeting"}\nnada', "a.jsonl:2"),
        ("a.jsonl", b'["oi", "greeting"]', "a.jsonl:1"),
        ("a.tsv", b"oi greeting", "a.tsv:1"),
        ("a.tsv", b"\tgreeting", "a.tsv:1"),
        ("a.jsonl", b"\xff\xfe", "não pode ser lido"),
        ("a.jsonl", b"\n \n", "nenhuma pergunta"),
    ],
)
def test_a_file_that_cannot_be_used_is_explained(tmp_path: Path, name: str, content: bytes, complaint: str):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(QuestionsUnreadable, match=complaint):
        read_questions(tmp_path / name, INTENTS)


def test_a_file_that_is_not_there_is_explained(tmp_path: Path):
    with pytest.raises(QuestionsUnreadable, match="não pode ser lido"):
        read_questions(tmp_path / "nowhere.jsonl", INTENTS)
