"""`prosa evaluate`: how well a pack's examples teach, measured on messages the model has not seen."""

import json as jsons
from dataclasses import asdict, replace
from pathlib import Path

from rich.console import Group
from rich.markup import escape
from rich.table import Table

from prosa.cli.console import fail, known_errors, out, progress_bar
from prosa.cli.questions import QuestionsUnreadable, read_questions
from prosa.language.evaluation import Confusion, Report, split
from prosa.language.evaluation import evaluate as measure
from prosa.language.model import NotTrainable, train
from prosa.models import model_for
from prosa.packs.loader import load_pack
from prosa.packs.schema import Pack
from prosa.settings import Settings

WORST = 10
"""Confusions that are shown; the file holds all."""


def evaluate(pack_folder: Path | None, test: Path | None, json: Path | None) -> None:
    """On the questions of a file, or on a fifth of each intent's examples, kept from a model of its own."""
    settings = Settings()
    with known_errors():
        pack = load_pack(pack_folder or settings.pack_folder())
        try:
            report = _on_a_fifth(pack) if test is None else _on_questions(settings, pack, test)
        except (QuestionsUnreadable, NotTrainable) as error:
            fail(escape(str(error)))
    out.print(_shown(report))
    if json is not None:
        json.parent.mkdir(parents=True, exist_ok=True)
        json.write_text(jsons.dumps(asdict(report), ensure_ascii=False, indent=2) + "\n")


def _on_a_fifth(pack: Pack) -> Report:
    taught, kept = split(pack.training.examples)
    if not kept:
        raise QuestionsUnreadable("O pacote tem exemplos de menos para separar um quinto deles.")
    with progress_bar("Avaliando") as bar:
        model = train(
            replace(pack.training, examples=tuple(taught)), lambda step, done: bar(step, done * 0.9)
        )
        bar(f"{len(kept)} perguntas", 0.9)
        return measure(model, kept)


def _on_questions(settings: Settings, pack: Pack, test: Path) -> Report:
    questions = read_questions(test, {example.intent for example in pack.training.examples})
    with progress_bar("Avaliando") as bar:
        model = model_for(settings.home, pack, lambda step, done: bar(step, done * 0.9))
        bar(f"{len(questions)} perguntas", 0.9)
        return measure(model, questions)


def _shown(report: Report) -> Group:
    figures = Table(box=None, show_header=False, padding=(0, 1))
    figures.add_row("Perguntas", str(report.count))
    figures.add_row("Acerto", f"[b]{_percent(report.accuracy)}[/b]")
    figures.add_row("Macro-F1", f"[b]{_decimal(report.macro_f1)}[/b]")
    figures.add_row("Erro de calibração (ECE)", f"[b]{_decimal(report.ece)}[/b]")
    return Group(figures, "", *_worst(report.confusions))


def _worst(confusions: tuple[Confusion, ...]) -> tuple[Table, ...]:
    if not confusions:
        return ()
    table = Table("×", "esperado", "entendido", "por exemplo", title="Confusões mais frequentes", box=None)
    for confusion in confusions[:WORST]:
        example = escape(confusion.example)
        table.add_row(str(confusion.count), confusion.expected, confusion.predicted, f"[dim]{example}[/dim]")
    return (table,)


def _percent(share: float) -> str:
    return f"{share * 100:.1f} %".replace(".", ",")


def _decimal(value: float) -> str:
    return f"{value:.3f}".replace(".", ",")
