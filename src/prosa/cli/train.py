"""`prosa train`: from a pack's examples to a model."""

import shutil
import time
from pathlib import Path

from prosa.cli.console import known_errors, out, progress_bar
from prosa.models import is_trained, model_folder, model_for
from prosa.packs.loader import load_pack
from prosa.settings import Settings


def train(pack_folder: Path | None, *, force: bool) -> None:
    """Trains when the pack has changed since, or when forced."""
    settings = Settings()
    with known_errors():
        pack = load_pack(pack_folder or settings.pack_folder())
    examples = pack.training.examples
    intents = len({example.intent for example in examples})
    if is_trained(settings.home, pack):
        if not force:
            out.print(f"[green]✓[/green] Nada mudou: o modelo de {len(examples)} exemplos já está treinado.")
            return
        shutil.rmtree(model_folder(settings.home, pack))
    began = time.perf_counter()
    with progress_bar("Treinando") as bar:
        model_for(settings.home, pack, bar)
    seconds = time.perf_counter() - began
    out.print(f"[green]✓[/green] {len(examples)} exemplos, {intents} intenções, {seconds:.1f} s.")
