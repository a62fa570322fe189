"""`prosa evaluate PACK --questions FILE`: the whole bot is asked, on engines of its own."""

import json
import shutil
from pathlib import Path

from prosa.language.model import Model
from prosa.models import model_folder
from prosa.packs.schema import Pack
from tests.cli.conftest import Prosa

QUESTIONS = [
    {"text": "oi, boa tarde!", "intent": "greeting", "outcome": "answer"},
    {"text": "cadê meu pedido?", "intent": "order_status", "outcome": "ask"},
    {"text": "quais as formas de pagamento?", "article": "formas-de-pagamento", "outcome": "answer"},
    {"text": "quero falar com uma pessoa", "intent": "speak_to_human", "outcome": "handoff"},
    {"text": "qual é a capital da Mongólia?", "outcome": "handoff"},
]


def kept(model: Model, pack: Pack, home: Path) -> None:
    """Puts the trained model where the command looks for it."""
    model.save(model_folder(home, pack))


def test_the_bot_is_asked_and_judged(prosa: Prosa, tmp_path: Path, pack: Pack, model: Model):
    kept(model, pack, tmp_path / "home")
    file = tmp_path / "questions.jsonl"
    file.write_text("".join(json.dumps(line) + "\n" for line in QUESTIONS))
    figures = tmp_path / "figures.json"
    ended = prosa(
        "evaluate", str(pack.folder), "--questions", str(file), "--json", str(figures),
        "--require", "settled=0.9", "--require", "wrong_confident=0", "--require", "out_of_scope_held=1",
    )  # fmt: skip
    assert ended.status == 0, ended.out + ended.err
    assert "Resolvidas" in ended.out and "Traceback" not in ended.err
    written = json.loads(figures.read_text())
    assert (written["settled"], written["wrong_confident"], written["out_of_scope_held"]) == (1, 0, 1)
    assert written["handed_over"] == 1 and written["ms_p95"] > 0
    assert "formas-de-pagamento" in [shown for line in written["judgements"] for shown in line["shown"]]
    assert figures.with_suffix(".html").read_text().startswith("<!doctype html>")


def test_without_questions_it_says_where_to_name_them(prosa: Prosa, tmp_path: Path, pack: Pack):
    bare = tmp_path / "bare"
    shutil.copytree(pack.folder, bare, ignore=shutil.ignore_patterns("evaluation"))
    ended = prosa("evaluate", str(bare), "--task", "answers")
    assert ended.status == 1
    assert "--questions" in ended.err and "Traceback" not in ended.err
