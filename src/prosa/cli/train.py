"""`prosa train`: from a pack's examples, and what was learned in use, to the next model."""

import asyncio
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import orjson
import typer
from rich.markup import escape

from prosa import logs
from prosa.cli.console import err, fail, known_errors, out, progress_bar
from prosa.cli.opened import opened
from prosa.cli.trial import shown
from prosa.conversations.errors import ProsaError
from prosa.conversations.events import AgentId
from prosa.language.model import NotTrainable
from prosa.learning.model_schemas import TrainedView
from prosa.learning.serving import tell_nodes
from prosa.learning.teaching import NEEDED
from prosa.learning.training import Trained, alone, train_next
from prosa.learning.trials import Trial
from prosa.models import Progress
from prosa.packs.loader import load_pack
from prosa.packs.schema import Pack
from prosa.settings import Settings

NICENESS = 10
"""Of a training that a serving node started: its turns go first."""


def train(pack_folder: Path | None, *, force: bool, yes: bool, json: bool, by: UUID | None = None) -> None:
    """Trains when something has changed since, or when forced; the result replaces what serves if it may."""
    if json:
        _for_programs(pack_folder, force=force, yes=yes, by=by)
        return
    settings = Settings()
    began = time.perf_counter()
    with known_errors():
        pack = load_pack(pack_folder or settings.pack_folder())
        try:
            with progress_bar("Treinando") as bar:

                def agree(trial: Trial) -> bool:
                    bar.pause()
                    out.print(shown(trial))
                    return yes or not trial.is_worse or _asked()

                trained = asyncio.run(_train(settings, pack, agree, bar, again=force))
        except (ProsaError, NotTrainable) as error:
            fail(escape(str(error)))
    _say(trained, time.perf_counter() - began)
    if trained.trial is not None and not trained.replaced:
        raise typer.Exit(1)


async def _train(
    settings: Settings,
    pack: Pack,
    agree: Callable[[Trial], bool],
    progress: Progress,
    *,
    again: bool,
    by: UUID | None = None,
) -> Trained:
    async with opened(settings) as engines, alone(engines.database):
        trained = await train_next(
            settings.home,
            pack,
            engines.versions,
            engines.examples,
            agree=agree,
            progress=progress,
            again=again,
            by=None if by is None else AgentId(by),
        )
        if trained.replaced:
            await tell_nodes(engines.valkey)
    return trained


def _asked() -> bool:
    """Nobody at the terminal: the old model stays."""
    if not sys.stdin.isatty():
        return False
    return typer.confirm("O modelo novo perde mais do que ganha. Trocar mesmo assim?", default=False)


def _say(trained: Trained, seconds: float) -> None:
    for intent, count in sorted(trained.waiting.items()):
        name = escape(intent)
        err.print(f"[yellow]![/yellow] {name}: {count} de {NEEDED} exemplos; ainda fora do treino.")
    learned = f", {trained.learned} deles aprendidos com o uso" if trained.learned else ""
    if trained.replaced and trained.version is not None:
        out.print(
            f"[green]✓[/green] {trained.examples} exemplos{learned}, {trained.version.intents} intenções, "
            f"{seconds:.1f} s. Versão {trained.version.id[:12]}; para desfazer: prosa models rollback"
        )
    elif trained.trial is not None:
        err.print("[yellow]![/yellow] O modelo atual continua. Para trocar assim mesmo: prosa train --yes")
    else:
        out.print(
            f"[green]✓[/green] Nada mudou: o modelo de {trained.examples} exemplos{learned} já está treinado."
        )


def _for_programs(pack_folder: Path | None, *, force: bool, yes: bool, by: UUID | None) -> None:
    """One JSON object a line: steps as they run, and at the end the result or the problem."""
    os.nice(NICENESS)
    settings = Settings()
    logs.set_up(settings)  # to standard error: the other one is for programs

    def told(step: str, done: float) -> None:
        _line({"step": step, "done": round(done, 3)})

    try:
        with known_errors():
            pack = load_pack(pack_folder or settings.pack_folder())
            trained = asyncio.run(
                _train(settings, pack, lambda trial: yes or not trial.is_worse, told, again=force, by=by)
            )
    except (ProsaError, NotTrainable) as error:
        _line({"problem": str(error)})
        raise typer.Exit(1) from error
    _line({"result": TrainedView.of(trained).model_dump(mode="json")})


def _line(content: object) -> None:
    sys.stdout.buffer.write(orjson.dumps(content, option=orjson.OPT_APPEND_NEWLINE))
    sys.stdout.buffer.flush()
