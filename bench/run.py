"""Everything that is measured, in one table: `make bench`.

Starts Prosa from nothing and again, loads it at a fixed rate beside a bare echo server, then as hard as it
goes, counts in its database, and at last measures understanding alone. Writes bench/out.
"""

import json
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path
from typing import Any

from understanding import Cost
from understanding import measure as measure_understanding

from prosa.bench.machine import this_machine
from prosa.bench.record import LoadReport, load_json, measured_json
from prosa.bench.report import Row, flat_out_rows, load_rows, show
from prosa.bench.run import Plan
from prosa.bench.wording import number
from prosa.cli.bench import allow_sockets, load, own_server, run_flat_out, save
from prosa.cli.console import err, known_errors
from prosa.language.model import Model
from prosa.models import model_folder
from prosa.packs.loader import load_pack
from prosa.settings import Settings

OUT = Path(__file__).parent / "out"
PLAN = Plan(sockets=2000, rate=200, seconds=60)
AT_ONCE = 64
FLAT_OUT_SECONDS = 10
BATCHES = (1, 8, 32)
SECONDS_A_BATCH = 3.0


def main() -> int:
    """Status 1 when a message was lost or doubled."""
    allow_sockets()
    with known_errors(), tempfile.TemporaryDirectory(prefix="prosa-bench-") as folder:
        home = Path(folder)
        err.print("[b]Partida a frio[/b]: bancos novos, treino, índice")
        with own_server(home) as (server, _):
            cold = server.start_seconds or 0.0
        err.print("[b]Partida a quente[/b], e carga")
        with own_server(home) as (server, settings):
            warm = server.start_seconds or 0.0
            report = load(server, settings, PLAN)
            most = run_flat_out(server, AT_ONCE, FLAT_OUT_SECONDS)
        err.print("[b]Compreensão[/b]")
        costs = understanding(home)
    rows = [
        Row("Partida"),
        Row("a frio (do zero até responder)", f"{number(cold)} s"),
        Row("a quente", f"{number(warm)} s"),
        *_understanding_rows(costs),
        *load_rows(report),
        *flat_out_rows(most, AT_ONCE),
    ]
    show(rows)
    save(report, OUT)
    _write(cold, warm, costs, report, measured_json(most))
    return 0 if report.passed else 1


def understanding(home: Path) -> list[Cost]:
    """What a message costs the trained model, alone and in batches, with nothing else running."""
    pack = load_pack(Settings().pack_folder())
    model = Model.load(model_folder(home, pack))
    texts = [example.text for example in pack.training.examples]
    return [measure_understanding(model, texts, batch, SECONDS_A_BATCH) for batch in BATCHES]


def _understanding_rows(costs: list[Cost]) -> list[Row]:
    return [
        Row("Compreensão, por mensagem"),
        *(
            Row(
                "sozinha" if cost.batch == 1 else f"em lotes de {cost.batch}",
                f"{number(cost.cpu)} ms de CPU",
                f"p95 {number(cost.wall_p95)} ms",
            )
            for cost in costs
        ),
    ]


def _write(cold: float, warm: float, costs: list[Cost], report: LoadReport, most: dict[str, Any]) -> None:
    everything = {
        "machine": asdict(this_machine()),
        "start_seconds": {"cold": cold, "warm": warm},
        "understanding_ms_per_message": [asdict(cost) for cost in costs],
        "load": load_json(report),
        "flat_out": {"at_once": AT_ONCE, **most},
    }
    (OUT / "bench.json").write_text(json.dumps(everything, indent=2, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    sys.exit(main())
