"""`prosa train`, `prosa models` and `prosa learned`, as an operator uses them."""

import io
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from rich.console import Console

from prosa.cli.trial import shown
from prosa.engines.database import Database
from prosa.learning.trials import Change, IntentChange, Trial
from prosa.packs.loader import load_pack
from prosa.settings import Settings
from tests.cli.conftest import Ended, Prosa

EXAMPLES = 8
"""Of each intent: enough to keep some out, and quick to train."""

pytestmark = pytest.mark.timeout(400)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The sample shop with few examples."""
    copy = Path(shutil.copytree(Settings().pack_folder(), tmp_path / "loja"))
    write_examples(copy, {})
    return copy


def write_examples(folder: Path, more: dict[str, list[str]]) -> None:
    """Writes the first examples of each intent, and these."""
    intents: dict[str, list[str]] = {}
    for example in load_pack(Settings().pack_folder()).training.examples:
        intents.setdefault(example.intent, []).append(example.text)
    entries = [
        {"intent": intent, "examples": [*texts[:EXAMPLES], *more.get(intent, [])]}
        for intent, texts in intents.items()
    ]
    others = [entry for entry in _written() if "intent" not in entry]
    (folder / "nlu.yml").write_text(json.dumps({"version": "3.1", "nlu": [*entries, *others]}))


def _written() -> list[dict[str, Any]]:
    return yaml.safe_load((Settings().pack_folder() / "nlu.yml").read_text("utf-8"))["nlu"]


@pytest.fixture
def run(
    prosa: Prosa, folder: Path, database: Database, database_url: str, valkey_url: str
) -> Callable[..., Ended]:
    env = {"PROSA_DATABASE_URL": database_url, "PROSA_VALKEY_URL": valkey_url, "PROSA_PACK": str(folder)}
    return lambda *arguments: prosa(*arguments, env=env)


def test_a_model_is_trained_compared_replaced_and_gone_back_from(run: Callable[..., Ended], folder: Path):
    first = run("train")
    assert first.status == 0, first.err
    assert "Acerto" in first.out and "Versão" in first.out
    assert "Nada mudou" in run("train").out

    write_examples(folder, {"order_status": ["o meu embrulho não apareceu", "kd a encomenda que fiz"]})
    second = run("train", "--yes")
    assert second.status == 0, second.err
    assert "Acerto do modelo atual" in second.out and "Ganha / perde" in second.out

    listed = [line for line in run("models", "list").out.splitlines() if "/20" in line]
    assert len(listed) == 2 and "●" in listed[0] and "●" not in listed[1]
    back = run("models", "rollback")
    assert back.status == 0 and "Agora responde" in back.out
    listed = [line for line in run("models", "list").out.splitlines() if "/20" in line]
    assert "●" in listed[1] and "●" not in listed[0]
    again = run("models", "rollback")
    assert again.status == 1 and "anterior" in again.err
    newest = listed[0].split()[0]
    assert run("models", "rollback", newest).status == 0
    assert run("models", "rollback", "ffffffffffff").status == 1


def test_a_model_that_got_worse_does_not_replace_the_other_by_itself(run: Callable[..., Ended], folder: Path):
    assert run("train").status == 0
    texts: dict[str, list[str]] = {}
    for example in load_pack(folder).training.examples:
        texts.setdefault(example.intent, []).append(example.text)
    # The same words, taught as something else, many times over.
    wrong = [f"{text} {word}" for members in texts.values() for text in members for word in ("sim", "ok")]
    write_examples(folder, {"greeting": wrong})
    worse = run("train")
    assert worse.status == 1, worse.out + worse.err
    assert "modelo atual continua" in worse.err and "Perde" in worse.out
    assert len([line for line in run("models", "list").out.splitlines() if "/20" in line]) == 1


def test_for_programs_every_line_is_json(run: Callable[..., Ended]):
    lines = [json.loads(line) for line in run("train", "--json").out.splitlines()]
    assert {"step", "done"} <= lines[0].keys()
    result = lines[-1]["result"]
    assert result["replaced"] and result["trial"]["held_out"] > 0 and result["waiting"] == {}


def test_there_is_nothing_to_export_before_anything_was_accepted(run: Callable[..., Ended], folder: Path):
    ended = run("learned", "export")
    assert ended.status == 0 and "Não há exemplos" in ended.out
    assert not (folder / "nlu" / "learned.yml").exists()


def test_what_is_lost_is_shown_before_what_is_won():
    lost = tuple(Change(f"perdida {number}", "order_status", "order_status", "faq") for number in range(12))
    won = (Change("ganha [b]com[/b] marcas", "exchange", "faq", "exchange"),)
    trial = Trial(100, 0.9, 0.79, won, lost, 0.003, (IntentChange("order_status", 20, 20, 8),))
    console = Console(width=150, file=io.StringIO())
    with console.capture() as capture:
        console.print(shown(trial))
    paper = capture.get()
    assert "90,0 %" in paper and "79,0 %" in paper and "0,3 %" in paper
    assert paper.index("perdida 0") < paper.index("ganha [b]")
    assert "e mais 2" in paper and "ganha [b]com[/b] marcas" in paper
