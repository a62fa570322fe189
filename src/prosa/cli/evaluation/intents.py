"""`prosa evaluate` for intents: of a pack, or of files."""

import time
from collections.abc import Sequence
from dataclasses import replace

from rich.console import RenderableType

from prosa.cli.console import Bar, progress_bar
from prosa.cli.evaluation.asked import Asked
from prosa.cli.evaluation.ending import baseline_of, finish
from prosa.cli.evaluation.showing import figures_table, grid
from prosa.evaluating.intents import Measured, Plan, measure, planned
from prosa.evaluating.page.intents import advice, figures, intents_page, weakest_first
from prosa.evaluating.page.parts import Figure
from prosa.evaluating.page.wording import decimal, percent
from prosa.evaluating.reading import read_labelled, read_texts, read_training
from prosa.evaluating.reading.rasa import has_nlu, is_pack
from prosa.evaluating.record import intents_record
from prosa.language.training import TrainingData
from prosa.models import is_trained, model_for
from prosa.packs.loader import load_pack
from prosa.packs.schema import Pack, Thresholds
from prosa.settings import Settings

WORST = 10
"""Intents, confusions and messages that are shown; the files hold more."""


def evaluate_intents(asked: Asked) -> None:
    """Trains, asks, and tells. Raises what makes that impossible."""
    baseline = baseline_of(asked)
    with progress_bar("Avaliando") as bar:
        plan, empty = _plan(asked, bar)
        measured = measure(plan, bar)
        bar("relatório", 0.9)
        page = intents_page(measured)
    if empty:
        page = replace(page, warnings=(*page.warnings, f"{empty} linhas de teste sem texto foram puladas."))
    finish(asked, intents_record(measured), page, _shown(measured, figures(measured)), baseline)


def _plan(asked: Asked, bar: Bar) -> tuple[Plan, int]:
    """What to measure, and how many lines of the test had no text."""
    test = read_labelled(asked.test)
    pack = _pack(asked)
    whole = Plan(
        training=_training(asked, pack),
        test=test.examples,
        out_of_scope=tuple(read_texts(asked.out_of_scope)),
        threshold=_threshold(asked, pack),
        seed=asked.seed,
        noise=tuple(kind.value for kind in asked.noise),
        learning_curve=asked.learning_curve,
        memory=asked.memory,
    )
    plan = planned(whole, count=asked.few, held_out_share=asked.hold_out_intents)
    if pack is not None and plan.training == pack.training:
        plan = _with_kept_model(plan, pack, bar)
    return plan, test.empty


def _pack(asked: Asked) -> Pack | None:
    """The pack that was named, or the configured one when nothing else says what to train on."""
    if asked.pack is None:
        return None if asked.train else load_pack(Settings().pack_folder())
    # A file, or a Rasa project's folder, teaches examples and nothing else.
    bare = asked.pack.is_file() or (asked.pack.is_dir() and not is_pack(asked.pack) and has_nlu(asked.pack))
    return None if bare else load_pack(asked.pack)


def _training(asked: Asked, pack: Pack | None) -> TrainingData:
    """The files of `--train`, else the pack. With both: those examples, beside the pack's catalogue."""
    taught = _taught(asked, pack)
    return taught if asked.encoder is None else replace(taught, encoder=asked.encoder)


def _taught(asked: Asked, pack: Pack | None) -> TrainingData:
    if asked.train:
        taught = read_training(asked.train)
        return taught if pack is None else replace(pack.training, examples=taught.examples)
    if pack is not None:
        return pack.training
    return read_training([asked.pack] if asked.pack else [])


def _threshold(asked: Asked, pack: Pack | None) -> float:
    if asked.threshold is not None:
        return asked.threshold
    return pack.bot.thresholds.answer if pack else Thresholds().answer


def _with_kept_model(plan: Plan, pack: Pack, bar: Bar) -> Plan:
    """The pack as it is has a model of its own in the data folder, or gets one."""
    home = Settings().home
    kept = is_trained(home, pack)
    began = time.perf_counter()
    model = model_for(home, pack, bar)
    return replace(plan, model=model, model_seconds=None if kept else time.perf_counter() - began)


def _shown(measured: Measured, figures: Sequence[Figure]) -> list[RenderableType]:
    parts: list[RenderableType] = [figures_table(figures), advice(measured.chosen, measured.suggested)]
    weakest = [score for score in weakest_first(measured.report.intents) if score.f1 < 1][:WORST]
    if weakest:
        rows = [
            (
                score.name,
                str(score.support),
                percent(score.precision),
                percent(score.recall),
                decimal(score.f1),
            )
            for score in weakest
        ]
        columns = ("intenção", "mensagens", "precisão", "cobertura", "F1")
        parts.append(grid("Intenções mais fracas", columns, rows, (1, 2, 3, 4)))
    if measured.report.confusions:
        rows = [
            (str(found.count), found.expected, found.predicted, found.example)
            for found in measured.report.confusions[:WORST]
        ]
        columns = ("×", "esperado", "entendido", "por exemplo")
        parts.append(grid("Confusões mais frequentes", columns, rows, (0,)))
    if measured.scope is not None and measured.scope.answered:
        rows = [
            (percent(confidence, 0), intent, text)
            for text, intent, confidence in measured.scope.answered[:WORST]
        ]
        parts.append(grid("Fora do escopo, mas respondidas", ("", "como", "mensagem"), rows, (0,)))
    return parts
