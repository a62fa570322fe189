"""`prosa validate`: every mistake of a pack, explained."""

from pathlib import Path

from prosa.cli.console import known_errors, out, show_problems
from prosa.packs.loader import read_pack
from prosa.packs.problems import PackInvalid
from prosa.settings import Settings


def validate(folder: Path | None) -> None:
    """Ends with status 1 when there is any. Warnings are shown, and do not."""
    with known_errors():
        pack, problems = read_pack(folder or Settings().pack_folder())
        if pack is None:
            raise PackInvalid(problems)
    show_problems(problems)
    training = pack.training
    out.print(
        f"[green]✓[/green] {pack.bot.company.name}: {len({e.intent for e in training.examples})} intenções, "
        f"{len(training.examples)} exemplos, {len(pack.articles)} artigos, {len(pack.products)} produtos, "
        f"{len(pack.forms)} formulários, {len(pack.replies)} respostas.",
        soft_wrap=True,
    )
