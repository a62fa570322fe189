import asyncio
import threading

import numpy as np
import pytest

from prosa.language.batching import Batcher, Closed, Overloaded
from prosa.language.model import Model
from prosa.language.understanding import Cues, ScoredIntent, Sentiment, Understanding


class Gate:
    """An understander that waits at a gate, so that a test decides when a batch ends."""

    def __init__(self, name: str = "gate", *, opened: bool = False):
        self.name = name
        self.open = threading.Event()
        self.entered = threading.Semaphore(0)
        self.batches: list[list[str]] = []
        if opened:
            self.open.set()

    def understand(self, texts: list[str], cues: list[Cues]) -> list[Understanding]:
        self.batches.append(texts)
        self.entered.release()
        assert self.open.wait(20)
        if "poison" in texts:
            raise RuntimeError("cannot read this")
        return [self._understanding(text) for text in texts]

    def _understanding(self, text: str) -> Understanding:
        return Understanding(
            text=text,
            normalised=text,
            intent=ScoredIntent(self.name, 1.0),
            alternatives=(),
            entities=(),
            sentiment=Sentiment.NEUTRAL,
            mood=0.0,
            anger=False,
            vector=np.zeros(512, dtype=np.float32),
        )

    async def busy(self) -> None:
        """Returns once a batch is inside."""
        assert await asyncio.to_thread(self.entered.acquire, timeout=20)


async def test_each_coroutine_gets_the_answer_to_its_own_message(model: Model):
    batcher = Batcher(model)
    messages = ["oi", "cadê meu pedido 10432?", "aceita pix?", "quero cancelar"] * 10
    found = await asyncio.gather(*(batcher.understand(message, Cues()) for message in messages))
    assert [understanding.text for understanding in found] == messages
    await batcher.close()


async def test_messages_that_arrive_together_share_a_batch():
    gate = Gate(opened=True)
    batcher = Batcher(gate)
    await asyncio.gather(*(batcher.understand(str(i), Cues()) for i in range(5)))
    assert gate.batches == [["0", "1", "2", "3", "4"]]
    await batcher.close()


async def test_messages_that_arrive_meanwhile_form_the_next_batch_up_to_its_limit():
    gate = Gate()
    batcher = Batcher(gate, max_batch=3)
    first = asyncio.create_task(batcher.understand("first", Cues()))
    await gate.busy()
    later = [asyncio.create_task(batcher.understand(str(i), Cues())) for i in range(4)]
    await asyncio.sleep(0)
    gate.open.set()
    await asyncio.gather(first, *later)
    assert gate.batches == [["first"], ["0", "1", "2"], ["3"]]
    await batcher.close()


async def test_as_many_batches_run_at_once_as_there_are_threads():
    gate = Gate()
    batcher = Batcher(gate, threads=2, max_batch=1)
    waiting = [asyncio.create_task(batcher.understand(str(i), Cues())) for i in range(3)]
    await gate.busy()
    await gate.busy()
    assert len(gate.batches) == 2
    gate.open.set()
    await asyncio.gather(*waiting)
    await batcher.close()


async def test_a_full_queue_refuses_at_once_and_takes_messages_again_later():
    gate = Gate()
    batcher = Batcher(gate, queue_limit=2)
    running = asyncio.create_task(batcher.understand("running", Cues()))
    await gate.busy()
    queued = [asyncio.create_task(batcher.understand(str(i), Cues())) for i in range(2)]
    await asyncio.sleep(0)
    with pytest.raises(Overloaded):
        await batcher.understand("too many", Cues())
    gate.open.set()
    await asyncio.gather(running, *queued)
    assert (await batcher.understand("again", Cues())).text == "again"
    await batcher.close()


async def test_a_message_that_fails_does_not_fail_its_neighbours():
    batcher = Batcher(Gate(opened=True))
    found = await asyncio.gather(
        *(batcher.understand(text, Cues()) for text in ("a", "poison", "b")), return_exceptions=True
    )
    assert [answer.text for answer in found if isinstance(answer, Understanding)] == ["a", "b"]
    assert isinstance(found[1], RuntimeError)
    assert (await batcher.understand("after", Cues())).text == "after"
    await batcher.close()


async def test_a_caller_that_gives_up_is_not_waited_for():
    gate = Gate()
    batcher = Batcher(gate)
    running = asyncio.create_task(batcher.understand("running", Cues()))
    await gate.busy()
    impatient = asyncio.create_task(batcher.understand("impatient", Cues()))
    patient = asyncio.create_task(batcher.understand("patient", Cues()))
    await asyncio.sleep(0)
    impatient.cancel()
    gate.open.set()
    await asyncio.gather(running, patient)
    assert gate.batches == [["running"], ["patient"]]
    await batcher.close()


async def test_a_swapped_model_answers_from_the_next_batch_on():
    old, new = Gate("old"), Gate("new", opened=True)
    batcher = Batcher(old)
    under_way = asyncio.create_task(batcher.understand("a", Cues()))
    await old.busy()
    waiting = asyncio.create_task(batcher.understand("b", Cues()))
    await asyncio.sleep(0)
    batcher.swap(new)
    old.open.set()
    assert (await under_way).intent.name == "old"
    assert (await waiting).intent.name == "new"
    assert batcher.model is new
    await batcher.close()


async def test_closing_answers_those_who_wait_and_refuses_others():
    gate = Gate()
    batcher = Batcher(gate, max_batch=1)
    waiting = [asyncio.create_task(batcher.understand(str(i), Cues())) for i in range(3)]
    await gate.busy()
    closing = asyncio.create_task(batcher.close())
    await asyncio.sleep(0)
    with pytest.raises(Closed):
        await batcher.understand("late", Cues())
    gate.open.set()
    await closing
    assert [task.result().text for task in waiting] == ["0", "1", "2"]


async def test_closing_does_not_wait_for_those_who_gave_up():
    gate = Gate()
    batcher = Batcher(gate)
    impatient = asyncio.create_task(batcher.understand("impatient", Cues()))
    await asyncio.sleep(0)
    impatient.cancel()
    await asyncio.wait_for(batcher.close(), 20)
    assert gate.batches == []


async def test_a_model_that_loses_an_answer_leaves_nobody_waiting():
    class Forgetful(Gate):
        def understand(self, texts: list[str], cues: list[Cues]) -> list[Understanding]:
            return super().understand(texts, cues)[:-1]

    batcher = Batcher(Forgetful(opened=True))
    with pytest.raises(ValueError, match="shorter"):
        await asyncio.wait_for(batcher.understand("oi", Cues()), 20)
    await batcher.close()


async def test_every_batch_is_reported_with_its_size():
    sizes: list[int] = []
    batcher = Batcher(Gate(opened=True), max_batch=2, on_batch=lambda size, seconds: sizes.append(size))
    await asyncio.gather(*(batcher.understand(str(i), Cues()) for i in range(5)))
    await batcher.close()
    assert sorted(sizes) == [1, 2, 2]


HOURS = 3600.0 * 10


async def rush(batcher: Batcher, at_once: int) -> None:
    """Messages come quickly, so many of them at once."""
    for _ in range(8):
        await asyncio.gather(*(batcher.understand("rush", Cues()) for _ in range(at_once)))


def ask(batcher: Batcher, *texts: str) -> list[asyncio.Task[Understanding]]:
    return [asyncio.create_task(batcher.understand(text, Cues())) for text in texts]


async def test_messages_that_trickle_in_quickly_are_understood_together():
    gate = Gate(opened=True)
    batcher = Batcher(gate, window=HOURS, clock=lambda: 7.0)
    await rush(batcher, 3)
    gate.batches.clear()
    for text in "abcdef":
        ask(batcher, text)
        await asyncio.sleep(0.001)
    await asyncio.wait_for(batcher.close(), 20)
    assert gate.batches == [["a", "b", "c"], ["d", "e", "f"]]


async def test_a_message_that_waits_for_company_in_vain_is_understood_when_the_window_ends():
    gate = Gate(opened=True)
    batcher = Batcher(gate, window=0.05)
    await rush(batcher, 3)
    assert (await asyncio.wait_for(batcher.understand("alone", Cues()), 20)).text == "alone"
    await batcher.close()


async def test_one_caller_after_another_never_waits_for_company():
    gate = Gate(opened=True)
    batcher = Batcher(gate, window=HOURS, clock=lambda: 7.0)
    for number in range(60):
        await asyncio.wait_for(batcher.understand(str(number), Cues()), 20)
    assert len(gate.batches) == 60
    await batcher.close()


async def test_a_queue_that_is_full_is_not_kept_for_company():
    gate = Gate(opened=True)
    batcher = Batcher(gate, queue_limit=4, window=HOURS, clock=lambda: 7.0)
    await rush(batcher, 4)
    gate.open.clear()
    busy = ask(batcher, *"abcd")
    await asyncio.sleep(0)
    await gate.busy()
    later = ask(batcher, *"efgh")
    await asyncio.sleep(0)
    gate.open.set()
    await asyncio.wait_for(asyncio.gather(*busy, *later), 20)
    assert len(await asyncio.wait_for(asyncio.gather(*ask(batcher, *"ijkl")), 20)) == 4
    await batcher.close()


async def test_closing_answers_those_who_wait_for_company_at_once():
    gate = Gate(opened=True)
    batcher = Batcher(gate, window=HOURS, clock=lambda: 7.0)
    await rush(batcher, 3)
    (lonely,) = ask(batcher, "lonely")
    await asyncio.sleep(0.01)
    assert not lonely.done()
    await asyncio.wait_for(batcher.close(), 20)
    assert (await lonely).text == "lonely"


async def test_a_caller_that_gives_up_waiting_for_company_costs_nothing():
    gate = Gate(opened=True)
    batcher = Batcher(gate, window=HOURS, clock=lambda: 7.0)
    await rush(batcher, 3)
    gate.batches.clear()
    impatient, *patient = ask(batcher, "impatient", "a")
    await asyncio.sleep(0.01)
    impatient.cancel()
    await asyncio.sleep(0)
    patient += ask(batcher, "b", "c")
    await asyncio.wait_for(asyncio.gather(*patient), 20)
    assert gate.batches == [["a", "b", "c"]]
    await batcher.close()
