"""Through a pipe: each line is a message, each answer plain text, in order."""

import sys
import threading

from prosa.channels.web.protocol import ResponseFrame
from prosa.cli.talking.choices import Choice, choices_of, chosen
from prosa.cli.talking.line import ServerFrame
from prosa.cli.talking.plain import plain
from prosa.cli.talking.talk import Talk


def talk_through_pipe(base: str) -> None:
    """Says every line of stdin, waiting for each answer. Raises `Refused`."""
    choices: tuple[Choice, ...] = ()
    printing = threading.Lock()

    def show(frame: ServerFrame) -> None:
        nonlocal choices
        if isinstance(frame, ResponseFrame):
            choices = choices_of(frame.response)
        if (words := plain(frame, base)) is not None:
            with printing:
                sys.stdout.write(f"{words}\n\n")
                sys.stdout.flush()

    with Talk(base, show, lost=lambda: None) as talk:
        for line in sys.stdin:
            if not (text := line.strip()):
                continue
            choice = chosen(text, choices) or Choice(text, text)
            answered = talk.call_a_person() if choice.says is None else talk.say(choice.says)
            if not answered:
                sys.stderr.write("(sem resposta a tempo)\n")
