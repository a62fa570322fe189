"""Two hundred customers, eight agents who come and go, nodes that are killed: see docs/queue.md."""

import pytest

from prosa.bench.queue.fairness import longest_waits, overtaken
from prosa.bench.queue.people import Scene
from prosa.bench.queue.play import play
from prosa.engines.database import Database
from prosa.engines.valkey import Valkey


@pytest.mark.slow
async def test_nobody_is_lost_given_twice_or_overtaken_and_no_agent_holds_too_many(
    database: Database, valkey: Valkey, database_url: str, valkey_url: str
):
    # Raises as soon as somebody is nobody's, an agent holds too many, or a place jumps back.
    outcome = await play(database_url, valkey_url, Scene())
    # Each was a process that was giving somebody away, and each had another in its place.
    assert len(outcome.killed) == len(outcome.scene.kills) == 3
    assert all(customer.served_at is not None for customer in outcome.customers)
    assert all(held <= capacity for held, capacity in outcome.most_held.values())
    assert outcome.causes["released (gone)"] > 0
    assert overtaken(outcome) == []
    waits = longest_waits(outcome)
    assert waits["urgent"] <= waits["low"]
