"""Plays the queue on engines of its own, prints figures and draws them: `python -m prosa.bench.queue`."""

import argparse
import asyncio
import tempfile
from pathlib import Path

from prosa.bench.queue.drawing import draw
from prosa.bench.queue.fairness import table
from prosa.bench.queue.people import Scene
from prosa.bench.queue.play import Outcome, play
from prosa.engines.database import Database
from prosa.engines.embedded import EmbeddedEngines
from prosa.engines.schema import upgrade

PICTURE = Path("docs/images/queue-simulation.svg")


def main() -> None:
    """Plays, prints, draws."""
    parser = argparse.ArgumentParser(prog="python -m prosa.bench.queue", description=__doc__)
    parser.add_argument("--customers", type=int, default=200)
    parser.add_argument("--agents", type=int, default=8)
    parser.add_argument("--nodes", type=int, default=3)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--picture", type=Path, default=PICTURE)
    asked = parser.parse_args()
    scene = Scene(customers=asked.customers, agents=asked.agents, nodes=asked.nodes, seed=asked.seed)
    with tempfile.TemporaryDirectory() as home:
        engines = EmbeddedEngines(Path(home), durable=False)
        engines.start()
        try:
            outcome = asyncio.run(_play(engines, scene))
        finally:
            engines.stop()
    print(table(outcome))  # noqa: T201 - what it is for
    draw(outcome, asked.picture)


async def _play(engines: EmbeddedEngines, scene: Scene) -> Outcome:
    database_url, valkey_url = engines.urls.database, engines.urls.valkey
    if database_url is None or valkey_url is None:
        raise RuntimeError("the engines have not started")
    database = Database(database_url, pool=2)
    await upgrade(database)
    await database.close()
    return await play(database_url, valkey_url, scene)


if __name__ == "__main__":
    main()
