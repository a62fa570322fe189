"""`prosa models`: the versions of the model, and the way back."""

import asyncio

from rich.table import Table

from prosa.cli.console import fail, known_errors, out
from prosa.cli.opened import opened
from prosa.conversations.errors import ProsaError
from prosa.learning.serving import tell_nodes
from prosa.learning.versions import How, NothingToGoBackTo, Version, Versions, bot_of
from prosa.packs.loader import load_pack
from prosa.packs.schema import Pack
from prosa.settings import Settings


def list_versions() -> None:
    """A table, the newest first; the one that serves is marked."""
    with known_errors():
        versions, current = asyncio.run(_versions(Settings()))
    if not versions:
        out.print("Ainda não há modelos: prosa train, ou prosa up.")
        return
    table = Table("", "versão", "treinado em", "exemplos", "aprendidos", "intenções", "acerto", box=None)
    for version in versions:
        table.add_row(
            "[green]●[/green]" if version.id == current else "",
            version.id[:12],
            f"{version.made_at.astimezone():%d/%m/%Y %H:%M}",
            str(version.examples),
            str(version.learned),
            str(version.intents),
            "—" if version.accuracy is None else f"{version.accuracy * 100:.1f} %".replace(".", ","),
        )
    out.print(table)


def roll_back(version: str | None) -> None:
    """To the version that is named, or to the one made before the one that serves."""
    with known_errors():
        try:
            chosen = asyncio.run(_roll_back(Settings(), version))
        except ProsaError as error:
            fail(error.message)
    out.print(f"[green]✓[/green] Agora responde a versão {chosen.id[:12]}, de {chosen.examples} exemplos.")


async def _versions(settings: Settings) -> tuple[list[Version], str | None]:
    pack = load_pack(settings.pack_folder())
    async with opened(settings) as engines:
        current = await _serving(engines.versions, pack)
        return await engines.versions.all(), None if current is None else current.id


async def _roll_back(settings: Settings, version: str | None) -> Version:
    pack = load_pack(settings.pack_folder())
    async with opened(settings) as engines:
        if version is not None:
            chosen = await engines.versions.find(version)
        else:
            current = await _serving(engines.versions, pack)
            if current is None:
                raise NothingToGoBackTo
            chosen = await engines.versions.before(current)
        await engines.versions.choose(chosen.id, pack, How.CHOSEN)
        await tell_nodes(engines.valkey)
        return chosen


async def _serving(versions: Versions, pack: Pack) -> Version | None:
    """The version that serves this pack; after an upgrade, and before the next start, the one that did."""
    chosen = await versions.current(bot_of(pack)) or await versions.latest()
    return None if chosen is None else chosen.version
