"""Running Prosa, and looking at how it does."""

from pathlib import Path
from typing import Annotated

import typer


def up() -> None:
    """Sobe tudo: bancos embutidos (se não houver outros configurados), bot, site de exemplo e API."""
    from prosa.cli.up import up

    up()


def migrate() -> None:
    """Atualiza o esquema do banco de dados configurado em PROSA_DATABASE_URL."""
    from prosa.cli.migrate import migrate

    migrate()


def doctor() -> None:
    """Mostra o que está configurado, acessível e treinado — e o que fazer a respeito."""
    from prosa.cli.doctor import doctor

    doctor()


def chat(
    url: Annotated[
        str | None, typer.Option(help="Endereço de um Prosa no ar. Sem ele: o desta máquina.")
    ] = None,
) -> None:
    """Conversa com o bot no terminal."""
    from prosa.cli.chat import chat

    chat(url)


def bench(
    url: Annotated[
        str | None, typer.Option(help="Endereço de um Prosa no ar. Sem ele: sobe um só para medir.")
    ] = None,
    sockets: Annotated[int, typer.Option(min=1, max=20000, help="Conversas abertas.")] = 2000,
    rate: Annotated[float, typer.Option(min=0.1, help="Mensagens por segundo.")] = 200,
    seconds: Annotated[int, typer.Option(min=5, max=3600, help="Duração da carga.")] = 60,
    out: Annotated[Path, typer.Option(help="Pasta para JSON e gráfico.")] = Path("bench/out"),
) -> None:
    """Mede respostas sob carga e confere no banco que nada se perdeu nem dobrou."""
    from prosa.cli.bench import bench

    bench(url, sockets, rate, seconds, out)
