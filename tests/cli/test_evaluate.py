"""`prosa evaluate` as it is called: files in, figures out, and words for whatever is wrong."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer

from prosa.cli.evaluate import evaluate
from prosa.cli.evaluation.asked import Asked, Task
from prosa.evaluating.record import FIGURES
from prosa.language.model import Model
from prosa.models import model_folder
from prosa.packs.schema import Pack
from tests.cli.conftest import Prosa

TAUGHT = {
    "greeting": "oi;olá;bom dia;boa tarde;boa noite;e aí;opa tudo bem;alô",
    "cancel": "quero cancelar;cancela o pedido;desisti da compra;cancelem por favor;cancelar;desfaz isso",
    "payment": "aceita pix;posso pagar no cartão;parcela em quantas vezes;tem boleto;como pago;divide",
}


def examples() -> Iterator[tuple[str, str]]:
    return ((text, intent) for intent, texts in TAUGHT.items() for text in texts.split(";"))


@pytest.fixture
def train(tmp_path: Path) -> Path:
    file = tmp_path / "train.tsv"
    file.write_text("text\tintent\n" + "".join(f"{text}\t{intent}\n" for text, intent in examples()))
    return file


@pytest.fixture
def test(tmp_path: Path) -> Path:
    file = tmp_path / "test.jsonl"
    asked = [("oi bom dia", "greeting"), ("cancelar a compra", "cancel"), ("cadê meu pedido", "order_status")]
    file.write_text("".join(json.dumps({"text": text, "intent": intent}) + "\n" for text, intent in asked))
    return file


def read(file: Path) -> dict[str, Any]:
    return json.loads(file.read_text())


def test_files_are_measured_with_every_figure(prosa: Prosa, train: Path, test: Path, tmp_path: Path):
    outside = tmp_path / "outside.tsv"
    outside.write_text("text\nquem descobriu o Brasil\nreceita de lasanha\n")
    figures = tmp_path / "out" / "figures.json"
    ended = prosa(
        "evaluate", "--train", str(train), "--test", str(test), "--few", "5", "--seed", "1",
        "--out-of-scope", str(outside), "--noise", "typo1", "--json", str(figures),
    )  # fmt: skip
    assert ended.status == 0, ended.err
    assert "66,7 %" in ended.out and "Confusões" in ended.out
    assert "order_status" in ended.err and "Traceback" not in ended.err
    written = read(figures)
    assert all(isinstance(written[figure], float) for figure in FIGURES)
    assert written["accuracy"] == pytest.approx(2 / 3) and written["training_examples"] == 15
    assert written["threshold"] == 0.7 and written["seed"] == 1 and written["memory_mb"] > 0
    page = figures.with_suffix(".html").read_text()
    assert page.startswith("<!doctype html>") and "<svg" in page and "cadê meu pedido" in page


def test_two_models_are_compared_on_the_same_messages(prosa: Prosa, train: Path, test: Path, tmp_path: Path):
    poor = tmp_path / "poor.tsv"
    poor.write_text("oi\tgreeting\nbom dia\tgreeting\naceita pix\tpayment\n")
    quick = ("--test", str(test), "--no-memory", "--json")
    assert prosa("evaluate", "--train", str(poor), *quick, str(tmp_path / "poor.json")).status == 0
    ended = prosa(
        "evaluate", "--train", str(train), *quick, str(tmp_path / "good.json"),
        "--baseline", str(tmp_path / "poor.json"),
    )  # fmt: skip
    assert ended.status == 0, ended.err
    assert "McNemar" in ended.out and "cancelar a compra" in ended.out
    assert read(tmp_path / "good.json")["comparison"] == {"won": 1, "lost": 0, "p_value": 1.0}

    files = (str(tmp_path / "poor.json"), str(tmp_path / "good.json"))
    ended = prosa("evaluate", "--compare", *files, "--html", str(tmp_path / "both.html"))
    assert ended.status == 0 and "McNemar" in ended.out
    assert "cancelar a compra" in (tmp_path / "both.html").read_text()


def test_a_pack_is_measured_with_its_own_model_and_threshold(
    prosa: Prosa, test: Path, tmp_path: Path, pack: Pack, model: Model
):
    model.save(model_folder(tmp_path / "home", pack))
    figures = tmp_path / "figures.json"
    ended = prosa("evaluate", str(pack.folder), "--test", str(test), "--no-memory", "--json", str(figures))
    assert ended.status == 0, ended.err
    written = read(figures)
    assert written["count"] == 3 and written["threshold"] == pack.bot.thresholds.answer
    assert written["train_seconds"] is None and written["auroc"] is None


def test_what_is_required_and_not_reached_ends_with_one(
    prosa: Prosa, test: Path, tmp_path: Path, pack: Pack, model: Model
):
    model.save(model_folder(tmp_path / "home", pack))
    asked = ("evaluate", "--test", str(test), "--no-memory")
    assert prosa(*asked, "--require", "accuracy=0.1", "--require", "ece=1").status == 0
    ended = prosa(*asked, "--require", "accuracy=0,99", "--require", "ms_per_message=0.0001")
    assert ended.status == 1
    assert "exigido: no mínimo 0,99" in ended.err and "exigido: no máximo 0,0001" in ended.err


def test_sentiment_is_measured(prosa: Prosa, tmp_path: Path):
    file, figures = tmp_path / "moods.tsv", tmp_path / "figures.json"
    file.write_text("text\tlabel\nadorei, nota dez!\tpos\nbom dia\tneu\nque atendimento horrível\tneg\n")
    ended = prosa("evaluate", "--task", "sentiment", "--test", str(file), "--json", str(figures))
    assert ended.status == 0, ended.err
    written = read(figures)
    assert set(FIGURES) <= set(written) and written["task"] == "sentiment"
    assert written["accuracy"] == written["macro_f1"] == written["pos_neg_accuracy"] == 1.0


def test_spelling_is_measured(prosa: Prosa, tmp_path: Path):
    pairs, clean, figures = tmp_path / "pairs.tsv", tmp_path / "clean.txt", tmp_path / "figures.json"
    pairs.write_text("wrong\tright\nnao\tnão\nxyzzyx\tpedido\n")
    clean.write_text("onde está o meu pedido\nquero trocar o produto\n")
    ended = prosa(
        "evaluate", "--task", "spelling", "--test", str(pairs), "--clean", str(clean), "--json", str(figures)
    )
    assert ended.status == 0, ended.err
    written = read(figures)
    assert set(FIGURES) <= set(written)
    assert (written["errors_right"], written["clean_altered"], written["clean_words"]) == (0.5, 0.0, 9)
    assert "xyzzyx" in ended.out


def test_entities_are_measured(prosa: Prosa, tmp_path: Path):
    file, figures = tmp_path / "marked.jsonl", tmp_path / "figures.json"
    marked = {
        "text": "o pedido 10432 custou R$ 200,00",
        "entities": [
            {"kind": "order", "start": 9, "end": 14, "value": "10432"},
            {"kind": "money", "text": "R$ 200,00", "value": "300.00"},
        ],
    }
    file.write_text(json.dumps(marked))
    ended = prosa("evaluate", "--task", "entities", "--test", str(file), "--json", str(figures))
    assert ended.status == 0, ended.err
    written = read(figures)
    assert set(FIGURES) <= set(written)
    assert (written["f1"], written["precision"], written["recall"], written["span_f1"]) == (
        0.5,
        0.5,
        0.5,
        1.0,
    )
    assert "valor errado" in ended.out


def asked(folder: Path, **given: Any) -> Asked:
    """What the command line makes of options that name files in this folder."""
    options: dict[str, Any] = dict(given)
    for option in ("train", "test"):
        options[option] = tuple(folder / name for name in given.get(option, "").split())
    return Asked(**options)


@pytest.mark.parametrize(
    "given, complaint",
    [
        ({"test": "broken.tsv"}, "broken.tsv:2"),
        ({"test": "nowhere.tsv"}, "não existe"),
        ({"test": "good.tsv", "require": ("accuracy",)}, "accuracy=0.87"),
        ({"train": "good.tsv"}, "exemplos de menos"),
        ({"task": Task.SENTIMENT, "test": "good.tsv"}, "good.tsv:1"),
        ({"task": Task.SENTIMENT}, "--test"),
        ({"task": Task.SENTIMENT, "train": "moods.tsv", "test": "moods.tsv"}, "dois sentimentos"),
        ({"task": Task.SPELLING}, "--clean"),
        ({"task": Task.SPELLING, "test": "broken.tsv"}, "broken.tsv:2"),
        ({"task": Task.ENTITIES}, "--test"),
        ({"task": Task.ENTITIES, "test": "no.jsonl"}, "no.jsonl"),
        ({"pack": Path("no-pack"), "test": "good.tsv"}, "no-pack"),
        ({"compare": (Path("good.json"), Path("nowhere.json"))}, "good.json"),
    ],
)
def test_what_cannot_be_measured_is_said_in_words(
    tmp_path: Path, given: dict[str, Any], complaint: str, capsys: pytest.CaptureFixture[str]
):
    (tmp_path / "broken.tsv").write_text("bom dia\tgreeting\nsem nada\n")
    (tmp_path / "good.tsv").write_text("bom dia\tgreeting\n")
    (tmp_path / "moods.tsv").write_text("bom dia\tneutro\n")
    (tmp_path / "no.jsonl").write_text("{}\n")
    with pytest.raises(typer.Exit) as ended:
        evaluate(asked(tmp_path, **given))
    assert ended.value.exit_code == 1
    assert complaint in capsys.readouterr().err.replace("\n", "")


def test_a_baseline_that_is_none_is_told_before_the_long_work(prosa: Prosa, test: Path, tmp_path: Path):
    ended = prosa("evaluate", "--test", str(test), "--baseline", str(test))
    assert ended.status == 1 and "não é um resultado" in ended.err and "Traceback" not in ended.err


def test_search_is_measured_on_questions_and_their_contexts(prosa: Prosa, tmp_path: Path):
    pairs = [
        ("quando a loja abre no sábado?", "A loja abre de segunda a sábado, das nove às dezoito horas."),
        ("quantos ovos leva o bolo?", "O bolo de cenoura leva três ovos, farinha e óleo."),
        ("em que cidade fica a sede?", "Nossa sede fica em Curitiba, perto do parque."),
    ]
    file, figures = tmp_path / "perguntas.jsonl", tmp_path / "busca.json"
    lines = [json.dumps({"question": question, "context": context}) for question, context in pairs]
    file.write_text("\n".join(lines), "utf-8")
    ended = prosa("evaluate", "--retrieval", str(file), "--json", str(figures), "--require", "r_at_1=0.9")
    assert ended.status == 0, ended.err
    assert "r_at_1" in ended.out and "ms_p95" in ended.out
    written = read(figures)
    assert (written["r_at_1"], written["r_at_5"], written["mrr_at_10"]) == (1, 1, 1)
    assert written["passages"] == 3 and written["ms_p95"] > 0


@pytest.mark.parametrize(
    "content, said",
    [("", "nenhuma pergunta"), ("{", "linha 1: isto não é JSON"), ('{"question": "oi"}', "faltam os textos")],
)
def test_a_file_of_questions_that_cannot_be_read_is_explained(
    prosa: Prosa, tmp_path: Path, content: str, said: str
):
    file = tmp_path / "perguntas.jsonl"
    file.write_text(content)
    ended = prosa("evaluate", "--retrieval", str(file))
    assert ended.status == 1 and said in " ".join(ended.err.split())
