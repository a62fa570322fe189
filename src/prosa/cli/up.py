"""`prosa up`: engines, migrations, training, and then it serves."""

import asyncio
import gc
import signal
import time
from socket import AF_INET, AF_INET6, SO_REUSEADDR, SOCK_STREAM, SOL_SOCKET, socket
from types import FrameType

import structlog
import uvicorn
import uvloop
from fastapi import FastAPI

from prosa import logs
from prosa.app import build_app, serve
from prosa.cli.console import err, fail, known_errors, progress_bar
from prosa.engines import open_engines
from prosa.listening import server_config
from prosa.node import open_node
from prosa.preparing import prepare
from prosa.settings import Settings

GRACE_SECONDS = 5
"""How long requests under way may take once we were told to stop."""

log = structlog.get_logger()


def up() -> None:
    """Serves until interrupted."""
    settings = Settings()
    logs.set_up(settings)
    with known_errors(), asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        try:
            runner.run(_serve(settings))
        except (KeyboardInterrupt, asyncio.CancelledError):
            err.print("Interrompido.")


async def _serve(settings: Settings) -> None:
    began = time.perf_counter()
    _stop_on_sigterm()
    require_free_port(settings.host, settings.port)
    async with open_engines(settings, lambda step: err.print(f"  {step}")) as engines:
        with progress_bar("Treinando") as bar:
            prepared = await prepare(settings, engines, bar)
        async with open_node(settings, engines, prepared.pack, prepared.model) as node:
            app = build_app(settings)
            serve(app, node)
            # From here on SIGTERM is uvicorn's: it takes leave of open sockets first.
            asyncio.get_running_loop().remove_signal_handler(signal.SIGTERM)
            _spare_the_collector()
            await _Server(settings, app, began, await node.staff.first.new_code()).serve()
    err.print("Até logo.")


def require_free_port(host: str, port: int) -> None:
    """Ends with an explanation when somebody else listens there, before anything is started."""
    family = AF_INET6 if ":" in host else AF_INET
    with socket(family, SOCK_STREAM) as probe:
        probe.setsockopt(SOL_SOCKET, SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            fail(f"Não dá para usar {host}:{port}: {error.strerror}. Escolha outra: PORT=9000 make run.")


class _Server(uvicorn.Server):
    """uvicorn, that says where it serves."""

    def __init__(self, settings: Settings, app: FastAPI, began: float, first_code: str | None) -> None:
        """`first_code` makes the first admin, while there is none."""
        self._settings = settings
        self._began = began
        self._first_code = first_code
        super().__init__(server_config(app, settings, timeout_graceful_shutdown=GRACE_SECONDS))

    async def startup(self, sockets: list[socket] | None = None) -> None:
        """Starts, then tells the operator where to look."""
        await super().startup(sockets)
        if self.should_exit:
            return
        seconds = time.perf_counter() - self._began
        host = "localhost" if self._settings.host in ("127.0.0.1", "::1") else self._settings.host
        err.print(
            f"[green]✓[/green] Prosa no ar em [b]http://{host}:{self._settings.port}[/b] ({seconds:.1f} s)"
        )
        if self._first_code is not None:
            console = f"{self._settings.public_url or f'http://{host}:{self._settings.port}'}/console/"
            err.print(f"  Ainda não há quem administre. Abra [b]{console}[/b]")
            err.print("  e use o código de uso único:")
            err.print(f"  [b]{self._first_code}[/b]")
        err.print("  Ctrl-C encerra.")
        log.info("serving", host=self._settings.host, port=self._settings.port, seconds=round(seconds, 2))

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """A first signal ends gracefully, a second at once.

        Unlike uvicorn's own, it is not raised again afterwards: the engines stop after us, in order.
        """
        if self.should_exit and sig == signal.SIGINT:
            self.force_exit = True
        self.should_exit = True


def _spare_the_collector() -> None:
    """What is loaded by now stays: the garbage collector need not look through it again and again.

    It did so for up to 0.6 s at a time, one second in six, at 160 messages a second with 2,000 sockets.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 50, 100)


def _stop_on_sigterm() -> None:
    """Before uvicorn serves, SIGTERM ends us as Ctrl-C does: the engines are stopped in order."""
    task = asyncio.current_task()
    if task is not None:
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel)
