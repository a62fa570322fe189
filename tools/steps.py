"""A step of the set-up: done once, done again when something it depends on has changed."""

import hashlib
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tools.places import ROOT, TOOLS


class SetupFailed(Exception):
    """A step could not be done. The message says what to do, in the words of who reads it."""


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the set-up.

    `work` runs unless all of `makes` exist and `depends` is what it was when `work` last succeeded.
    With `depends` None it always runs.
    """

    name: str
    title: str
    depends: str | None
    makes: tuple[Path, ...]
    work: Callable[[], None] = field(repr=False)

    @property
    def _stamp(self) -> Path:
        return TOOLS / "stamps" / self.name

    def is_done(self) -> bool:
        """Whether nothing is left to do."""
        try:
            stamped = self._stamp.read_text()
        except FileNotFoundError:
            return False
        return stamped == self.depends and all(made.exists() for made in self.makes)

    def run(self) -> None:
        """Do the work. An interrupted step counts as not done."""
        self._stamp.unlink(missing_ok=True)
        self.work()
        if self.depends is not None:
            self._stamp.parent.mkdir(parents=True, exist_ok=True)
            self._stamp.write_text(self.depends)


def fingerprint(*facts: str, files: Iterable[Path] = ()) -> str:
    """A digest that changes when a fact, a file's name or a file's content does."""
    digest = hashlib.sha256(repr((str(ROOT), *facts)).encode())
    for path in sorted(files):
        content = path.read_bytes()
        digest.update(f"{path.relative_to(ROOT)}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()


def call(
    command: Sequence[str | Path], *, log: str, env: Mapping[str, str], cwd: Path = ROOT, hint: str = ""
) -> None:
    """Run a command with its output in `.tools/logs/<log>.log`.

    Raises:
        SetupFailed: with what the command said and the hint, when the command fails.
    """
    path = TOOLS / "logs" / f"{log}.log"
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as out:
        code = subprocess.run(
            [str(word) for word in command],
            env=env, cwd=cwd, stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.STDOUT, check=False,
        ).returncode  # fmt: skip
    if code != 0:
        lines = path.read_text(errors="replace").splitlines()
        if len(lines) > 24:  # npm says what is wrong first, uv and Vite last
            lines = [*lines[:8], "[…]", *lines[-15:]]
        said = "\n".join(f"    {line}" for line in lines)
        raise SetupFailed(
            f"{said}\n  Saída completa: {path.relative_to(ROOT)}" + (f"\n  {hint}" if hint else "")
        )


def run_all(steps: Sequence[Step]) -> None:
    """Do what is left to do, a numbered line each. Says nothing when there is nothing to do."""
    for number, step in enumerate(steps, start=1):
        if not step.is_done():
            with _shown(f"[{number}/{len(steps)}] {step.title} …"):
                step.run()


@contextmanager
def _shown(line: str) -> Generator[None]:
    """Print the line, and how long it takes: a running count at a terminal, the total elsewhere."""
    start = time.monotonic()
    live = sys.stdout.isatty()
    over = threading.Event()

    def count() -> None:
        while not over.wait(1):
            print(f"\r{line} {time.monotonic() - start:3.0f} s", end="", flush=True)

    print(line, end="", flush=True)
    counter = threading.Thread(target=count, daemon=True)
    if live:
        counter.start()
    ended = "falhou"
    try:
        yield
        ended = "pronto"
    finally:
        over.set()
        if live:
            counter.join()
        print(f"{chr(13) + line if live else ''} {time.monotonic() - start:3.0f} s  {ended}", flush=True)
