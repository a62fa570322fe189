"""What commands print, and how they end."""

from collections.abc import Generator, Iterable
from contextlib import contextmanager
from typing import NoReturn

import typer
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from prosa.engines.errors import EnginesError, SchemaOutdated
from prosa.language.encoders.errors import EncoderError
from prosa.packs.problems import PackInvalid, Problem
from prosa.security.keys import SecretsUnusable

out = Console(highlight=False)
err = Console(stderr=True, highlight=False)


def fail(message: str) -> NoReturn:
    """Says what is wrong and what to do, and ends with status 1."""
    err.print(f"[red]✗[/red] {message}")
    raise typer.Exit(1)


@contextmanager
def known_errors() -> Generator[None]:
    """Errors that a person can mend are said in words, without a traceback."""
    try:
        yield
    except PackInvalid as error:
        show_problems(error.problems)
        fail("O pacote tem erros. Corrija-os e tente de novo (prosa validate mostra todos).")
    except SchemaOutdated as error:
        fail(f"O esquema do banco está desatualizado: rode [b]prosa migrate[/b]. ({error})")
    except (EnginesError, SecretsUnusable, EncoderError) as error:
        fail(escape(str(error)))


def show_problems(problems: Iterable[Problem]) -> None:
    """Each on a line, errors and warnings apart."""
    for problem in problems:
        mark = "[red]✗[/red]" if problem.level == "error" else "[yellow]![/yellow]"
        err.print(f"{mark} {escape(str(problem))}", soft_wrap=True)


@contextmanager
def progress_bar(title: str) -> Generator["Bar"]:
    """A bar for long work."""
    with Progress(
        TextColumn("  {task.description}"), BarColumn(40), TimeElapsedColumn(), console=err, transient=True
    ) as progress:
        yield Bar(progress, title)


class Bar:
    """A progress bar that appears when there is something to show."""

    def __init__(self, progress: Progress, title: str) -> None:
        self._progress = progress
        self._title = title
        self._task = None

    def __call__(self, step: str, done: float) -> None:
        """This step runs, and so much of it all is done (0 to 1)."""
        if self._task is None:
            self._task = self._progress.add_task(self._title, total=1.0)
        self._progress.start()
        self._progress.update(self._task, completed=done, description=f"{self._title}: {step}")

    def pause(self) -> None:
        """Makes room for something else to be said; the next step shows the bar again."""
        self._progress.stop()
