"""The keys, and what other systems are told."""

from typing import Annotated

import typer

keys = typer.Typer(help="Chaves de criptografia.", no_args_is_help=True)
events = typer.Typer(help="Eventos para os sistemas da empresa.", no_args_is_help=True)


@keys.command("new")
def new_key() -> None:
    """Mostra uma chave nova. Ponha-a na frente das outras; as antigas ainda abrem o que fecharam."""
    from prosa.security.keys import new_encryption_key

    typer.echo(new_encryption_key())


@events.command("failed")
def failed_events() -> None:
    """Lista os eventos que não puderam ser entregues e de que se desistiu."""
    from prosa.cli.events import failed

    failed()


@events.command("replay")
def replay_events(
    ids: Annotated[
        list[str] | None, typer.Argument(help="Eventos, por id. Sem eles: todos de que se desistiu.")
    ] = None,
) -> None:
    """Manda de novo para a fila de entrega. Cada evento mantém o seu id."""
    from prosa.cli.events import replay

    replay(ids or None)
