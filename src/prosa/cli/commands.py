"""All commands, by name. Each lives in a module of its own, loaded when called: `prosa --help` is quick."""

from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(
    help="Prosa: atendimento ao cliente em português — bot, fila, tickets e relatórios num só lugar.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
user = typer.Typer(help="Pessoas que atendem.", no_args_is_help=True)
keys = typer.Typer(help="Chaves de criptografia.", no_args_is_help=True)
app.add_typer(user, name="user")
app.add_typer(keys, name="keys")

PackFolder = Annotated[
    Path | None, typer.Argument(help="Pasta do pacote. Sem ela: a configurada, ou a loja de exemplo.")
]


@app.command()
def up() -> None:
    """Sobe tudo: bancos embutidos (se não houver outros configurados), bot, site de exemplo e API."""
    from prosa.cli.up import up

    up()


@app.command()
def migrate() -> None:
    """Atualiza o esquema do banco de dados configurado em PROSA_DATABASE_URL."""
    from prosa.cli.migrate import migrate

    migrate()


@app.command()
def train(
    pack: PackFolder = None,
    force: Annotated[bool, typer.Option("--force", help="Treina mesmo que nada tenha mudado.")] = False,
) -> None:
    """Treina o entendimento a partir do pacote."""
    from prosa.cli.train import train

    train(pack, force=force)


@app.command()
def evaluate(
    pack: PackFolder = None,
    test: Annotated[Path | None, typer.Option(help="Perguntas de teste, JSONL com text e intent.")] = None,
    json: Annotated[Path | None, typer.Option(help="Grava os números neste arquivo.")] = None,
) -> None:
    """Mede o entendimento: acerto, macro-F1 e calibração."""
    from prosa.cli.evaluate import evaluate

    evaluate(pack, test, json)


@app.command()
def validate(pack: PackFolder = None) -> None:
    """Confere um pacote e explica cada erro, com arquivo e linha."""
    from prosa.cli.validate import validate

    validate(pack)


@app.command()
def chat(
    url: Annotated[
        str | None, typer.Option(help="Endereço de um Prosa no ar. Sem ele: o desta máquina.")
    ] = None,
) -> None:
    """Conversa com o bot no terminal."""
    from prosa.cli.chat import chat

    chat(url)


@app.command()
def doctor() -> None:
    """Mostra o que está configurado, acessível e treinado — e o que fazer a respeito."""
    from prosa.cli.doctor import doctor

    doctor()


@user.command("create")
def create_user(
    name: Annotated[str, typer.Argument(help="Nome que o cliente vê.")],
    email: Annotated[str, typer.Option(help="E-mail, único.")],
    skill: Annotated[list[str] | None, typer.Option(help="O que a pessoa sabe; repita para várias.")] = None,
) -> None:
    """Cadastra uma pessoa que atende e mostra, uma única vez, o token dela."""
    from prosa.cli.user import create

    create(name, email, frozenset(skill or ()))


@keys.command("new")
def new_key() -> None:
    """Mostra uma chave nova. Ponha-a na frente das outras; as antigas ainda abrem o que fecharam."""
    from prosa.security.keys import new_encryption_key

    typer.echo(new_encryption_key())


@app.command()
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
