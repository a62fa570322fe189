"""`prosa validate`: every mistake of a pack, explained."""

from pathlib import Path

from prosa.cli.console import known_errors, out
from prosa.packs.loader import load_pack
from prosa.settings import Settings


def validate(folder: Path | None) -> None:
    """Ends with status 1 when there is any."""
    with known_errors():
        pack = load_pack(folder or Settings().pack_folder())
    training = pack.training
    out.print(
        f"[green]✓[/green] {pack.bot.company.name}: {len({e.intent for e in training.examples})} intenções, "
        f"{len(training.examples)} exemplos, {len(pack.articles)} artigos, {len(pack.products)} produtos, "
        f"{len(pack.forms)} formulários, {len(pack.replies)} respostas."
    )
