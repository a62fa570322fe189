"""`prosa user`: who works here, when there is nobody in the console to say so."""

import asyncio
import sys
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager
from getpass import getpass
from typing import TypeVar

from rich.markup import escape
from rich.table import Table

from prosa.cli.console import fail, known_errors, out
from prosa.conversations.errors import ProsaError
from prosa.engines import open_engines
from prosa.engines.database import Database
from prosa.engines.schema import require_current, upgrade
from prosa.people.agents import Agent, Agents
from prosa.people.audit import record
from prosa.people.passwords import Passwords, new_password, require_good
from prosa.people.resets import Resets
from prosa.people.roles import Role
from prosa.people.roster import Person, Roster
from prosa.settings import Settings

Result = TypeVar("Result")
_ROLES = {Role.AGENT: "atende", Role.SUPERVISOR: "supervisiona", Role.ADMIN: "administra"}


def create(name: str, email: str, skills: frozenset[str], role: Role) -> None:
    """Asks for a password at a terminal, else makes one. It and the token are printed once."""
    password = _asked(name, email)
    chosen = password or new_password()

    async def work(database: Database) -> str:
        passwords = Passwords()
        try:
            hashed = await passwords.hash(chosen)
        finally:
            passwords.close()
        agent, token = await Agents(database).create(name, email, skills, role=role, password_hash=hashed)
        await _note(database, "person.joined", agent, {"role": role.value})
        return token

    token = _run(work)
    out.print(f"[green]✓[/green] {escape(name)} {_ROLES[role]}. Entre no console com {escape(email)}.")
    if password is None:
        out.print("Senha (guarde agora, não será mostrada de novo):")
        out.print(escape(chosen), soft_wrap=True)
    out.print("Token para programas (guarde agora, não será mostrado de novo):")
    out.print(token, soft_wrap=True)


def show_all() -> None:
    """Everybody who works here, in a table."""

    async def work(database: Database) -> list[Person]:
        return list(await Roster(database, _nothing_held).all())

    table = Table("Nome", "E-mail", "Papel", "Senha", "2º fator", "Situação", box=None)
    for person in _run(work):
        table.add_row(
            escape(person.name),
            escape(person.email),
            person.role.value,
            "sim" if person.has_password else "não",
            "sim" if person.totp else "não",
            "bloqueada" if person.disabled else "ativa",
        )
    out.print(table)


def reset(email: str) -> None:
    """Prints a link's path by which a new password is set."""

    async def work(database: Database) -> str:
        agent = await _known(database, email)
        passwords = Passwords()
        try:
            token, _ = await Resets(database, passwords).begin(agent.id, None)
        finally:
            passwords.close()
        return token

    settings = Settings()
    token = _run(work)
    base = settings.public_url or f"http://localhost:{settings.port}"
    out.print("[green]✓[/green] Abra este endereço para escolher uma senha nova (vale 24 horas, uma vez):")
    out.print(f"{base}/console/reset/{token}", soft_wrap=True)


def renew_token(email: str) -> None:
    """Prints a new token for programs, once; the one before is worth nothing."""

    async def work(database: Database) -> str:
        agent = await _known(database, email)
        token = await Agents(database).renew_token(agent.id)
        await _note(database, "token.renewed", agent, {})
        return token

    token = _run(work)
    out.print("[green]✓[/green] Token novo (guarde agora); o anterior não vale mais:")
    out.print(token, soft_wrap=True)


def _asked(name: str, email: str) -> str | None:
    """The password that somebody at a terminal wants; None leaves it to us."""
    if not sys.stdin.isatty():
        return None
    password = getpass("Senha (vazio: o Prosa cria uma): ")
    if not password:
        return None
    try:
        require_good(password, name=name, email=email)
    except ProsaError as error:
        fail(error.message)
    if getpass("Repita a senha: ") != password:
        fail("As senhas não são iguais. Nada foi feito; tente de novo.")
    return password


async def _known(database: Database, email: str) -> Agent:
    agent = await Agents(database).with_email(email)
    if agent is None:
        fail("Não há ninguém com este e-mail. Veja quem há: prosa user list")
    return agent


async def _note(database: Database, action: str, agent: Agent, detail: dict[str, str]) -> None:
    async with database.begin() as connection:
        await record(connection, None, action, agent.id, {"by": "command line", **detail})


async def _nothing_held(agent: Agent) -> None:
    """Nobody is locked out from here."""


def _run(work: Callable[[Database], Awaitable[Result]]) -> Result:
    async def run() -> Result:
        async with _opened(Settings()) as database:
            return await work(database)

    with known_errors():
        try:
            return asyncio.run(run())
        except ProsaError as error:
            fail(error.message)


@asynccontextmanager
async def _opened(settings: Settings) -> AsyncGenerator[Database]:
    async with open_engines(settings) as engines:
        database = Database(engines.database_url, pool=2)
        try:
            await (upgrade if engines.embedded_database else require_current)(database)
            yield database
        finally:
            await database.close()
