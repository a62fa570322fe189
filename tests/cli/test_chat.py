"""`prosa chat` against the real node: through a pipe, and at a terminal."""

import fcntl
import os
import pty
import select
import signal
import subprocess
import sys
import termios
import time
from codecs import getincrementaldecoder
from collections.abc import Generator
from contextlib import contextmanager, suppress

import pytest

from tests.cli.conftest import Prosa
from tests.served import Shop

PATIENCE = 30


def test_lines_of_a_pipe_are_answered_in_order(prosa: Prosa, shop: Shop):
    ended = prosa("chat", "--url", shop.url, said="oi\n\ncade meu pedido 10432?\n")
    assert ended.status == 0
    assert ended.out.index("10432") > len("oi")
    greeting, order = ended.out.split("\n\n")[:2]
    assert "10432" not in greeting and "10432" in order
    assert "\x1b" not in ended.out


def test_a_number_in_a_pipe_presses_the_button(prosa: Prosa, shop: Shop):
    ended = prosa("chat", "--url", shop.url, said="oi\n1\n")
    greeting, answer = ended.out.split("\n\n")[:2]
    assert "[1] Cadê meu pedido?" in greeting and "número" in answer


def test_products_are_told_with_price_and_availability(prosa: Prosa, shop: Shop):
    ended = prosa("chat", "--url", shop.url, said="vc tem fone bluetooth até 200 reais?\n")
    assert "R$ " in ended.out and "em estoque" in ended.out


def test_who_asks_for_a_person_learns_of_the_queue_and_may_go_on_writing(prosa: Prosa, shop: Shop):
    ended = prosa("chat", "--url", shop.url, said="quero falar com uma pessoa\nestou esperando\n")
    assert ended.status == 0
    assert "fila" in ended.out or "horário de atendimento" in ended.out


def test_nobody_there_is_said_without_a_traceback(prosa: Prosa):
    ended = prosa("chat", "--url", "http://127.0.0.1:1", said="oi\n")
    assert ended.status == 1 and "Sem conversa" in ended.err and "Traceback" not in ended.err


class Terminal:
    """A person at a terminal."""

    def __init__(self, process: subprocess.Popen[bytes], terminal: int) -> None:
        self.process = process
        self._terminal = terminal
        self._decoder = getincrementaldecoder("utf-8")()
        self.seen = ""
        self._read_up_to = 0

    def types(self, text: str) -> None:
        os.write(self._terminal, text.encode())

    def keeps_pressing(self, key: str, until: str) -> None:
        """As people do when nothing happens."""
        while until not in self.seen and self.process.poll() is None:
            self.types(key)
            pressed = time.monotonic()
            while until not in self.seen and time.monotonic() < pressed + 3:
                self._read(0.5)
        self.reads_until(until)

    def reads_until(self, words: str) -> str:
        """What came on the screen since these words were last waited for, up to them."""
        unread, deadline = self._read_up_to, time.monotonic() + PATIENCE
        while words not in self.seen[unread:]:
            assert time.monotonic() < deadline, f"never saw {words!r}: {self.seen[-2000:]}"
            self._read(1)
        self._read_up_to = self.seen.index(words, unread) + len(words)
        return self.seen[unread : self._read_up_to]

    def _read(self, seconds: float) -> None:
        if select.select([self._terminal], [], [], seconds)[0]:
            with suppress(OSError):  # the other end has closed
                self.seen += self._decoder.decode(os.read(self._terminal, 65536))


@contextmanager
def at_a_terminal(url: str) -> Generator[Terminal]:
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "prosa.cli", "chat", "--url", url]
    env = {**os.environ, "TERM": "xterm-256color", "COLUMNS": "120", "LINES": "40"}
    with subprocess.Popen(
        command,
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env=env,
        start_new_session=True,
        preexec_fn=_this_is_my_terminal,  # noqa: PLW1509 - or Ctrl-C would be a character like any other
    ) as process:
        os.close(theirs)
        try:
            yield Terminal(process, ours)
        finally:
            with suppress(ProcessLookupError):
                os.kill(process.pid, signal.SIGKILL)
            os.close(ours)


def _this_is_my_terminal() -> None:
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


def test_at_a_terminal_one_is_greeted_and_a_number_chooses(shop: Shop):
    with at_a_terminal(shop.url) as terminal:
        assert "[1]" in terminal.reads_until("você ›")
        terminal.types("1\n")
        terminal.reads_until("Assistente Virtual ›")
        terminal.reads_until("você ›")
        terminal.types("vc tem fone bluetooth até 200 reais?\n")
        cards = terminal.reads_until("você ›")
        assert "R$" in cards and "╭" in cards


@pytest.mark.parametrize("goodbye", ["\x04", "\x03"], ids=["Ctrl-D", "Ctrl-C"])
def test_one_leaves_politely(shop: Shop, goodbye: str):
    with at_a_terminal(shop.url) as terminal:
        terminal.reads_until("você ›")
        # Python misses a Ctrl-C that comes in the instant in which it puts up its prompt.
        terminal.keeps_pressing(goodbye, until="Até logo")
        assert terminal.process.wait(PATIENCE) == 0
