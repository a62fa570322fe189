"""At a terminal: what is typed is said, and what is heard is shown, also while somebody types."""

import readline
import threading

from prosa.channels.web.protocol import Connected, ResponseFrame
from prosa.cli.console import out
from prosa.cli.talking.cards import greeting, shown
from prosa.cli.talking.choices import Choice, choices_of, chosen
from prosa.cli.talking.line import ServerFrame
from prosa.cli.talking.talk import Talk

PROMPT = "\001\033[1;32m\002você › \001\033[0m\002"
"""In green; the marks tell readline what takes no room."""
HELP = "número escolhe · /pessoa chama alguém · /nota 1 a 5 avalia · Ctrl-D encerra"


def talk_at_terminal(base: str) -> None:
    """Talks until Ctrl-D or Ctrl-C. Raises `Refused`."""
    screen = Screen(base)
    with Talk(base, screen.show, screen.lost) as talk:
        while (line := screen.ask()) is not None:
            with out.status("digitando…", spinner="dots"):
                _obey(line.strip(), screen, talk)
        out.print("[dim]Até logo![/dim]")


def _obey(line: str, screen: "Screen", talk: Talk) -> None:
    choice = chosen(line, screen.choices) or Choice(line, line)
    match line.split():
        case []:
            return
        case ["/pessoa"]:
            answered = talk.call_a_person()
        case ["/nota", score] if score in ("1", "2", "3", "4", "5"):
            talk.rate(int(score))
            answered = True
        case [command, *_] if command.startswith("/"):
            out.print(f"[dim]{HELP}[/dim]")
            answered = True
        case _:
            answered = talk.call_a_person() if choice.says is None else talk.say(choice.says)
    if not answered:
        out.print("[dim]Ainda sem resposta; ela aparece aqui quando chegar.[/dim]")


class Screen:
    """The terminal, shared by the one who types and the line that hears."""

    def __init__(self, base: str) -> None:
        self._base = base
        self._name = "Assistente"
        self._greeted = False
        self._asking = threading.Event()
        self.choices: tuple[Choice, ...] = ()

    def ask(self) -> str | None:
        """The next line that is typed; None at the end."""
        self._asking.set()
        try:
            return input(PROMPT)
        except (EOFError, KeyboardInterrupt):
            out.print()
            return None
        finally:
            self._asking.clear()

    def show(self, frame: ServerFrame) -> None:
        """Shows a frame, above the line that somebody is typing."""
        match frame:
            case Connected():
                self._connected(frame)
                return
            case ResponseFrame():
                self.choices = choices_of(frame.response)
            case _:
                pass
        if (seen := shown(frame, self._base, self._name)) is not None:
            self._above(seen)

    def lost(self) -> None:
        """The line broke."""
        self._above("[dim]Reconectando…[/dim]")

    def _connected(self, frame: Connected) -> None:
        self._name = frame.assistant.name
        if self._greeted:
            self._above("[dim]Online de novo.[/dim]")
            return
        self._greeted = True
        self.choices = tuple(Choice(text, text) for text in frame.assistant.starters)
        out.print(greeting(frame), f"[dim]{HELP}[/dim]", sep="\n")

    def _above(self, seen: object) -> None:
        if not self._asking.is_set():
            out.print(seen)
            return
        out.file.write("\r\033[K")
        out.print(seen)
        out.file.write(PROMPT.replace("\001", "").replace("\002", "") + readline.get_line_buffer())
        out.file.flush()
