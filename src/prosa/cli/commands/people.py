"""Who works here, and what is kept of customers."""

from typing import Annotated

import typer

user = typer.Typer(help="Pessoas que atendem.", no_args_is_help=True)
customer = typer.Typer(help="Dados de clientes (LGPD).", no_args_is_help=True)


@user.command("create")
def create_user(
    name: Annotated[str, typer.Argument(help="Nome que o cliente vê.")],
    email: Annotated[str, typer.Option(help="E-mail, único.")],
    skill: Annotated[list[str] | None, typer.Option(help="O que a pessoa sabe; repita para várias.")] = None,
    role: Annotated[str, typer.Option(help="agent, supervisor ou admin.")] = "agent",
) -> None:
    """Cadastra uma pessoa e mostra, uma única vez, a senha (se criada aqui) e o token dela."""
    from prosa.cli.user import create
    from prosa.people.roles import Role

    if role not in tuple(Role):
        raise typer.BadParameter("agent, supervisor ou admin", param_hint="--role")
    create(name, email, frozenset(skill or ()), Role(role))


@user.command("list")
def list_users() -> None:
    """Mostra quem trabalha aqui."""
    from prosa.cli.user import show_all

    show_all()


@user.command("reset")
def reset_user(email: Annotated[str, typer.Argument(help="E-mail da pessoa.")]) -> None:
    """Mostra um endereço em que a pessoa escolhe uma senha nova."""
    from prosa.cli.user import reset

    reset(email)


@user.command("token")
def new_user_token(email: Annotated[str, typer.Argument(help="E-mail da pessoa.")]) -> None:
    """Troca o token para programas de uma pessoa e mostra o novo, uma única vez."""
    from prosa.cli.user import renew_token

    renew_token(email)


@customer.command("export")
def export_customer(
    id: Annotated[str, typer.Argument(help="O id pelo qual o site conhece o cliente.")],
) -> None:
    """Mostra em JSON tudo o que se guarda de um cliente."""
    from prosa.cli.customer import export

    export(id)


@customer.command("erase")
def erase_customer(
    id: Annotated[str, typer.Argument(help="O id pelo qual o site conhece o cliente.")],
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Confirma: não tem volta.")] = False,
) -> None:
    """Apaga perfil, preferências e o conteúdo das conversas e chamados de um cliente."""
    from prosa.cli.customer import erase

    erase(id, yes=yes)
