"""What a new model gains and loses, on paper."""

from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.markup import escape
from rich.table import Table

from prosa.learning.trials import Change, Trial

SHOWN = 10
"""Messages of each kind, and intents, that are listed."""


def shown(trial: Trial) -> RenderableType:
    """Accuracy before and after, and what changed."""
    parts: list[RenderableType] = [_figures(trial)]
    if trial.intents:
        table = Table("intenção", "mensagens", "antes", "depois", box=None, title="Intenções que mudaram")
        for change in trial.intents[:SHOWN]:
            colour = "green" if change.after > change.before else "red"
            after = f"[{colour}]{change.after}[/{colour}]"
            table.add_row(escape(change.intent), str(change.held_out), str(change.before), after)
        parts.append(table)
    parts += _changes("Perde", "red", trial.lost)
    parts += _changes("Ganha", "green", trial.won)
    return Group(*parts)


def _figures(trial: Trial) -> Table:
    table = Table(box=None, show_header=False, padding=(0, 1))
    table.add_row("Mensagens separadas do treino", str(trial.held_out))
    if trial.before is None:
        table.add_row("Acerto", f"[b]{_percent(trial.after)}[/b]")
        return table
    table.add_row("Acerto do modelo atual", _percent(trial.before))
    table.add_row("Acerto do modelo novo", f"[b]{_percent(trial.after)}[/b]")
    table.add_row("Ganha / perde", f"{len(trial.won)} / {len(trial.lost)}")
    table.add_row("Das que já existiam", f"{trial.known_won} / {trial.known_lost}")
    if trial.won or trial.lost:
        table.add_row("Chance de ser acaso (McNemar)", _percent(trial.p_value))
    return table


def _changes(title: str, colour: str, changes: Sequence[Change]) -> list[RenderableType]:
    if not changes:
        return []
    table = Table("mensagem", "certo", "antes", "depois", box=None, title=f"[{colour}]{title}[/{colour}]")
    for change in changes[:SHOWN]:
        table.add_row(
            escape(change.text), escape(change.expected), escape(change.before), escape(change.after)
        )
    if len(changes) > SHOWN:
        table.caption = f"e mais {len(changes) - SHOWN}"
    return [table]


def _percent(share: float) -> str:
    return f"{share * 100:.1f} %".replace(".", ",")
