import time
from math import ceil

import pytest

from prosa.language.batching import MAX_BATCH
from prosa.language.evaluation.cost import measure_cost
from prosa.language.model import Model
from prosa.language.understanding import Cues, Understanding


class Watched:
    """A model that remembers how many messages it was given at once."""

    def __init__(self, model: Model) -> None:
        self.model = model
        self.sizes: list[int] = []

    def understand(self, texts: list[str], cues: list[Cues]) -> list[Understanding]:
        self.sizes.append(len(texts))
        return self.model.understand(texts, cues)


def test_a_message_is_measured_alone_under_load_and_in_full_batches(model: Model):
    watched = Watched(model)
    cost = measure_cost(watched, ["cadê meu pedido", "quero cancelar"])
    assert watched.sizes.count(1) >= 200 and max(watched.sizes) >= 32
    assert 0 < cost.alone_p50 <= cost.alone_p95
    assert cost.amortised > 0 and cost.amortised_full > 0


def test_there_is_nothing_to_measure_without_messages(model: Model):
    with pytest.raises(ValueError, match="no messages"):
        measure_cost(model, [])


class Costly:
    """Costs the same for one message as for many."""

    def __init__(self) -> None:
        self.sizes: list[int] = []

    def understand(self, texts: list[str], cues: list[Cues]) -> list[Understanding]:
        self.sizes.append(len(texts))
        ends = time.process_time() + 0.003
        while time.process_time() < ends:
            pass
        return []


def test_messages_under_load_gather_as_they_do_before_the_server():
    costly = Costly()
    measure_cost(costly, ["oi"] * 500)
    before, after = 1 + 200, ceil(500 / MAX_BATCH)
    under_load = costly.sizes[before:-after]
    assert sum(under_load) == 500
    assert len(under_load) < 250
