"""`prosa learned`: what people accepted in the review, for the pack's own files."""

import asyncio
from pathlib import Path

from prosa.cli.console import fail, known_errors, out
from prosa.cli.opened import opened
from prosa.learning.examples import LearnedExample
from prosa.learning.exporting import FILE, export
from prosa.packs.loader import load_pack
from prosa.settings import Settings


def export_learned(pack_folder: Path | None) -> None:
    """Writes them into the pack, in Rasa's format, each with its origin."""
    settings = Settings()
    with known_errors():
        pack = load_pack(pack_folder or settings.pack_folder())
        examples = asyncio.run(_examples(settings))
        try:
            count = export(pack.folder, examples)
        except OSError as error:
            fail(f"Não dá para gravar {FILE} no pacote: {error.strerror}")
    if count:
        out.print(f"[green]✓[/green] {count} exemplos em {pack.folder / FILE}", soft_wrap=True)
    else:
        out.print("[green]✓[/green] Não há exemplos aceitos que o pacote ainda não tenha.")


async def _examples(settings: Settings) -> list[LearnedExample]:
    async with opened(settings) as engines:
        return await engines.examples.all()
