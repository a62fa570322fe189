"""`prosa bench`: a server under load, and a count in its database."""

import asyncio
import json
import resource
import tempfile
from collections.abc import Callable, Coroutine, Generator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import typer
import uvloop

from prosa.bench.audit import Audit
from prosa.bench.checking import NotItsDatabase, check
from prosa.bench.crowd import Progress
from prosa.bench.machine import this_machine
from prosa.bench.picture import draw
from prosa.bench.record import LoadReport, load_json
from prosa.bench.report import load_rows, show
from prosa.bench.run import Measured, Plan, Stage, measure, measure_flat_out
from prosa.bench.servers import Server, echo, own_prosa
from prosa.bench.wording import number, whole
from prosa.child import ChildFailed
from prosa.cli.console import err, fail, known_errors, progress_bar
from prosa.cli.relaying import relay
from prosa.security.encryption import Undecipherable
from prosa.settings import Settings

ECHO_SECONDS = 15
"""The bare echo needs no longer to show what it costs."""
LOCAL = ("localhost", "127.0.0.1", "::1")


def bench(url: str | None, sockets: int, rate: float, seconds: int, folder: Path) -> None:
    """Ends with status 1 when a message was lost or doubled, or when that could not be counted."""
    allow_sockets()
    plan = Plan(sockets, rate, seconds)
    with known_errors(), _server(url) as (server, settings):
        report = load(server, settings, plan)
    show(load_rows(report))
    save(report, folder)
    if not report.passed:
        raise typer.Exit(1)


def load(server: Server, settings: Settings, plan: Plan) -> LoadReport:
    """Runs the plan on the server, counts in its database, and runs the same on the bare echo."""
    measured = run(server, plan)
    counted = _counted(measured, settings)
    if urlsplit(server.url).hostname not in LOCAL:
        return LoadReport(plan, measured, counted)
    sizes = [measured.sizes.get(kind, (0, 0))[1] for kind in ("message", "accepted", "response")]
    with echo((sizes[0], sizes[1], sizes[2])) as floor:
        bare = run(floor, Plan(plan.sockets, plan.rate, min(plan.seconds, ECHO_SECONDS)))
    return LoadReport(plan, measured, counted, bare)


def run(server: Server, plan: Plan) -> Measured:
    """One run at a fixed rate, with its progress on the screen."""
    return _watched(server, lambda stage: measure(server, plan, stage))


def run_flat_out(server: Server, at_once: int, seconds: float) -> Measured:
    """One run as fast as the server answers, with its progress on the screen."""
    return _watched(server, lambda stage: measure_flat_out(server, at_once, seconds, stage))


def _watched(server: Server, work: Callable[[Stage], Coroutine[None, None, Measured]]) -> Measured:
    with progress_bar("Carga") as bar, asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:

        def stage(name: str) -> Progress:
            return lambda done: bar(name, done)

        try:
            return runner.run(work(stage))
        except ConnectionError as error:
            fail(f"Ninguém conseguiu entrar em {server.url}: {error}")


def save(report: LoadReport, folder: Path) -> None:
    """Writes load.json, load.png and load.svg."""
    folder.mkdir(parents=True, exist_ok=True)
    plan = report.plan
    (folder / "load.json").write_text(json.dumps(load_json(report), indent=2, ensure_ascii=False) + "\n")
    title = f"{whole(plan.sockets)} conversas, {number(plan.rate)} mensagens/s · {this_machine()}"
    draw(report.prosa.said, report.prosa.span, title, [folder / "load.png", folder / "load.svg"])
    err.print(f"  {folder}/load.json, load.png, load.svg")


@contextmanager
def own_server(home: Path) -> Generator[tuple[Server, Settings]]:
    """A Prosa of our own, with what it says while it starts."""
    try:
        with own_prosa(home, relay=relay) as served:
            yield served
    except ChildFailed as error:
        fail(f"O Prosa a medir não subiu:\n{error}")


def allow_sockets() -> None:
    """As many open files as the system lets us have: each customer is one, here and in the server."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


@contextmanager
def _server(url: str | None) -> Generator[tuple[Server, Settings]]:
    """The server at this URL with the settings that we share with it, or one of our own."""
    if url is not None:
        yield Server(url.rstrip("/")), Settings()
        return
    with tempfile.TemporaryDirectory(prefix="prosa-bench-") as home, own_server(Path(home)) as served:
        yield served


def _counted(measured: Measured, settings: Settings) -> Audit | None:
    try:
        return asyncio.run(check(measured.said, settings))
    except (NotItsDatabase, Undecipherable):
        err.print(
            "[yellow]![/yellow] Este não é o banco do servidor medido, ou as chaves são outras. Para"
            " conferir, rode com o PROSA_HOME ou com PROSA_DATABASE_URL e PROSA_ENCRYPTION_KEYS dele."
        )
        return None
