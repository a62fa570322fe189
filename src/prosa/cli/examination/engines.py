"""PostgreSQL and Valkey: embedded or by URL, reachable, and what they are."""

from collections.abc import AsyncGenerator
from contextlib import AsyncExitStack
from typing import Any, cast
from urllib.parse import unquote, urlsplit

from pydantic import SecretStr
from sqlalchemy import text

from prosa.cli.examination.finding import Finding, State, bad, good, later, masked
from prosa.engines.database import Database
from prosa.engines.embedded import embedded_engines
from prosa.engines.errors import EnginesError
from prosa.engines.schema import current_revision, expected_revision, known_revisions
from prosa.engines.valkey import Valkey
from prosa.settings import Settings

OLDEST_POSTGRES = 16
OLDEST_VALKEY = 7
_DATABASE, _VALKEY = "PostgreSQL", "Valkey"


async def engines(settings: Settings) -> AsyncGenerator[Finding]:
    """Both. Embedded ones that rest are started for the examination, if they were ever made."""
    made = (settings.home / "engines").is_dir()
    async with AsyncExitStack() as stack:
        try:
            urls = await stack.enter_async_context(
                embedded_engines(
                    settings.home,
                    database=made and settings.embedded_database,
                    valkey=made and settings.embedded_valkey,
                    progress=lambda _: None,
                )
            )
        except EnginesError as error:
            yield bad("Bancos embutidos", str(error), "Veja os registros em engines/*.log na pasta de dados.")
            return
        if url := urls.database or _configured(settings.database_url):
            async for finding in _database(url, embedded=settings.embedded_database):
                yield finding
        else:
            yield later(_DATABASE, "embutido; será criado pelo prosa up")
        if url := urls.valkey or _configured(settings.valkey_url):
            yield await _valkey(url, embedded=settings.embedded_valkey)
        else:
            yield later(_VALKEY, "embutido; será criado pelo prosa up")


def shown(url: str) -> str:
    """A URL without its password, and without its options, which may hold one too."""
    parts = urlsplit(url)
    host = parts.netloc.rpartition("@")[2]
    user = f"{parts.username}:***@" if parts.password else f"{parts.username}@" if parts.username else ""
    return f"{parts.scheme}://{user}{host}{parts.path}"


async def _database(url: str, *, embedded: bool) -> AsyncGenerator[Finding]:
    where = "embutido" if embedded else shown(url)
    database: Database | None = None
    try:
        database = Database(url, pool=2)
        async with database.connect() as connection:
            version = str(await connection.scalar(text("SHOW server_version")))
            vector = await connection.scalar(
                text("SELECT default_version FROM pg_available_extensions WHERE name = 'vector'")
            )
        yield _version(_DATABASE, where, version, OLDEST_POSTGRES)
        if vector is None:
            yield bad("pgvector", "não está disponível no servidor", "Instale o pgvector nesse PostgreSQL.")
        else:
            yield good("pgvector", str(vector))
        yield _schema(await current_revision(database), embedded=embedded)
    except EnginesError as error:
        yield bad(_DATABASE, f"{where}: {_said(error, url)}", "Confira PROSA_DATABASE_URL e o servidor.")
    finally:
        if database is not None:
            await database.close()


def _schema(found: str | None, *, embedded: bool) -> Finding:
    topic, needed = "Esquema do banco", expected_revision()
    if found == needed:
        return good(topic, f"atual ({found})")
    if found is not None and found not in known_revisions():
        return bad(topic, f"{found}: feito por um Prosa mais novo", "Atualize este Prosa.")
    if embedded:
        return later(topic, f"{found or 'vazio'}; prosa up o leva a {needed}")
    return bad(topic, f"{found or 'vazio'}, este Prosa precisa de {needed}", "prosa migrate")


async def _valkey(url: str, *, embedded: bool) -> Finding:
    where = "embutido" if embedded else shown(url)
    valkey: Valkey | None = None
    try:
        valkey = Valkey(url, pool=2)
        info = cast(dict[str, Any], await cast(Any, valkey.client).info("server"))
        version = info.get("valkey_version") or info.get("redis_version") or "?"
        return _version(_VALKEY, where, str(version), OLDEST_VALKEY)
    except EnginesError as error:
        advice = "Confira PROSA_VALKEY_URL e o servidor. Sem ele o Prosa responde, mas esquece limites."
        return bad(_VALKEY, f"{where}: {_said(error, url)}", advice)
    finally:
        if valkey is not None:
            await valkey.close()


def _version(topic: str, where: str, version: str, oldest: int) -> Finding:
    major = version.partition(".")[0].split()[0]
    if major.isdecimal() and int(major) < oldest:
        return bad(topic, f"{where}, versão {version}", f"O Prosa precisa da versão {oldest} ou mais nova.")
    return Finding(topic, State.GOOD, f"{where}, versão {version}")


def _said(error: EnginesError, url: str) -> str:
    """The first line of an error, should it quote the URL, without its password."""
    password = urlsplit(url).password or ""
    return masked(str(error).split("\n", 1)[0], url, password, unquote(password))


def _configured(url: SecretStr | None) -> str | None:
    return None if url is None else url.get_secret_value()
