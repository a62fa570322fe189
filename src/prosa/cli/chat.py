"""`prosa chat`: a conversation at the terminal, or through a pipe."""

import os
import sys
from collections.abc import Generator
from contextlib import contextmanager

from prosa.child import ChildFailed, free_port, is_ready, prosa_command, running
from prosa.cli.console import err, fail
from prosa.cli.relaying import relay
from prosa.cli.talking.line import Refused
from prosa.cli.talking.piped import talk_through_pipe
from prosa.cli.talking.terminal import talk_at_terminal
from prosa.settings import Settings


def chat(url: str | None) -> None:
    """Talks with the Prosa at this URL, with the one of this machine, or with one that it starts itself."""
    try:
        with _prosa(url) as base:
            if sys.stdin.isatty() and sys.stdout.isatty():
                talk_at_terminal(base)
            else:
                talk_through_pipe(base)
    except Refused as error:
        fail(f"Sem conversa: {error}")
    except ChildFailed as error:
        fail(f"O Prosa não subiu:\n{error}")
    except KeyboardInterrupt:
        err.print("Até logo.")


@contextmanager
def _prosa(url: str | None) -> Generator[str]:
    """The address of a Prosa that answers. Raises `ChildFailed`."""
    if url is not None:
        yield url.rstrip("/")
        return
    here = f"http://localhost:{Settings().port}"
    if is_ready(here):
        yield here
        return
    err.print("[dim]Nenhum Prosa no ar nesta máquina: subindo um para esta conversa.[/dim]")
    port = free_port()
    base = f"http://localhost:{port}"
    env = {**os.environ, "PROSA_PORT": str(port), "PROSA_HOST": "127.0.0.1", "PROSA_LOG_LEVEL": "error"}
    with running(prosa_command("up"), env, lambda: is_ready(base), relay=relay):
        yield base
