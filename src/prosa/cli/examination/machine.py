"""The machine: Python, time zones, the data folder, the port."""

import errno
import os
import shutil
import socket
import stat
import sys
from collections.abc import Iterator
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from prosa.child import is_ready
from prosa.cli.examination.finding import Finding, State, bad, good, later
from prosa.settings import Settings

NEEDED_BYTES = 1024**3
"""A fresh data folder takes some 100 MB; PostgreSQL's log may grow by half a gigabyte."""
SECRETS = ("secret_key", "encryption_keys")


def python() -> Finding:
    """The interpreter."""
    version = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info[:2] == (3, 11):
        return good("Python", f"{version}, {sys.executable}")
    return bad("Python", version, "Prosa precisa do Python 3.11.")


def time_zones(zone: str = "America/Sao_Paulo") -> Finding:
    """Business hours and dates need the zones' data."""
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError):
        return bad("Fusos horários", f"sem dados de {zone}", "Rode make setup (pacote tzdata).")
    return good("Fusos horários", zone)


def data_folder(home: Path) -> Finding:
    """Whether it can be written, and has room."""
    topic = "Pasta de dados"
    there = next(folder for folder in (home, *home.parents) if folder.exists())
    if not there.is_dir():
        return bad(topic, f"{there} não é uma pasta", "Aponte PROSA_HOME para uma pasta.")
    if not os.access(there, os.W_OK | os.X_OK):
        return bad(topic, f"{there} não pode ser escrita", "Dê permissão de escrita, ou mude o PROSA_HOME.")
    free = shutil.disk_usage(there).free
    room = f"{free / 1024**3:.0f} GB livres".replace(".", ",")
    if free < NEEDED_BYTES:
        return bad(topic, f"{home}: só {free / 1024**2:.0f} MB livres", "Libere espaço: 1 GB é pouco.")
    if there != home:
        return later(topic, f"{home} ainda não existe; {room}")
    return good(topic, f"{home}, {room}")


def secret_files(settings: Settings) -> Iterator[Finding]:
    """Each secret: from the environment, or in a file that only we may read."""
    configured = {"secret_key": settings.secret_key, "encryption_keys": settings.encryption_keys}
    for name in SECRETS:
        topic = f"Segredo {name}"
        path = settings.home / "secrets" / name
        if configured[name] is not None:
            yield good(topic, f"PROSA_{name.upper()}")
        elif not os.access(path.parent, os.X_OK) or not path.exists():
            yield later(topic, "será gerado na pasta de dados")
        else:
            yield _secret_file(topic, path)


def port(settings: Settings) -> Finding:
    """Free, or served by Prosa itself."""
    topic, where = "Porta", f"{settings.host}:{settings.port}"
    here = "localhost" if settings.host in ("0.0.0.0", "::") else settings.host  # noqa: S104 - compared, not bound
    if is_ready(f"http://{f'[{here}]' if ':' in here else here}:{settings.port}"):
        return good(topic, f"{where}: um Prosa no ar")
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.host, settings.port))
        except OSError as error:
            what = "ocupada por outro programa" if error.errno == errno.EADDRINUSE else str(error.strerror)
            return bad(topic, f"{where}: {what}", "Escolha outra: PROSA_PORT=9000.")
    return good(topic, f"{where}: livre")


def _secret_file(topic: str, path: Path) -> Finding:
    found = path.stat()
    mode = stat.S_IMODE(found.st_mode)
    if found.st_uid != os.geteuid():
        return bad(topic, f"{path} é de outra conta (uid {found.st_uid})", "Rode o Prosa com essa conta.")
    if mode & 0o077:
        return bad(topic, f"{path} com modo {mode:o}: outros podem ler", f"chmod 600 {path}")
    if not path.read_text(errors="replace").strip():
        return bad(topic, f"{path} está vazio", "Recupere a chave de uma cópia de segurança.")
    return Finding(topic, State.GOOD, f"{path}, modo {mode:o}")
