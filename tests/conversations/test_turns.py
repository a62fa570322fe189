import asyncio
from datetime import timedelta
from typing import Any

import pytest
import structlog

from prosa.conversations import answering as answering_module
from prosa.conversations import turns as turns_module
from prosa.conversations.events import HandOff, HandOffReason, HandOffStep, Message, MessageType, Source
from prosa.conversations.facts import Outcome
from prosa.conversations.following import Follower
from prosa.conversations.projection import Owner
from prosa.conversations.signals import Signal, Typing
from prosa.engines.valkey import Valkey
from prosa.language.batching import Overloaded
from prosa.language.understanding import Cues, Understanding
from tests.conversations.conftest import StartNode
from tests.conversations.nodes import Chat, Node, ended
from tests.conversations.reading import Reader, Thinker, understood
from tests.conversations.saying import bot, customer, opening_of, step

NOWHERE = "valkey://127.0.0.1:1/0"


def message(event: Any) -> Message:
    assert isinstance(event.data, Message)
    return event.data


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Looks for what dead nodes left behind all the time."""
    monkeypatch.setattr(turns_module, "SWEEP_SECONDS", 0.05)
    monkeypatch.setattr(turns_module, "ABANDONED_AFTER", timedelta())


async def test_a_message_is_answered_with_what_was_understood(chat: Chat):
    answer = message(await chat.says("oi"))
    assert answer.text == "[greeting]" and answer.answers == 0
    assert answer.facts is not None
    assert (answer.facts.intent.name, answer.facts.outcome) == ("greeting", Outcome.ANSWERED)


async def test_the_stages_run_in_their_order(node: Node, chat: Chat):
    await chat.says("oi")
    assert node.parts.clock.stages == ["preprocess", "understand", "recall", "decide", "reply", "record"]  # type: ignore[attr-defined]


async def test_a_message_sent_three_times_at_once_is_stored_and_answered_once(start_node: StartNode):
    chat = Chat(await start_node(), await start_node())
    sent = await asyncio.gather(*(chat.send("oi", id="m-1", at=number % 2) for number in range(3)))
    assert {one.events[0].offset for one in sent} == {0}
    assert await chat.answers() == [0]
    assert len(await chat.events(Source.CUSTOMER)) == 1


async def test_many_messages_at_two_nodes_get_one_answer_each_in_their_order(start_node: StartNode):
    chats = [Chat(await start_node(), await start_node())]
    chats += [Chat(*chats[0].nodes) for _ in range(4)]
    await asyncio.gather(
        *(chat.send(f"oi {number}", at=number % 2) for number in range(12) for chat in chats)
    )
    for chat in chats:
        answers = await chat.answers()
        asked = [event.offset for event in await chat.events(Source.CUSTOMER)]
        assert answers == asked and len(asked) == 12


async def test_two_messages_in_a_row_are_read_once_each(start_node: StartNode):
    """The second one's turn must not start over with what the first one's turn has seen to."""
    reader = Thinker()
    node = await start_node(reader=reader)
    chat = Chat(node)
    await chat.send("primeiro")
    await reader.thinking.wait()
    await chat.send("segundo")
    await chat.send("terceiro")
    reader.go_on.set()

    assert await chat.answers() == [0, 1, 2]
    assert [text for text, _ in reader.read] == ["primeiro", "segundo", "terceiro"]


async def test_a_message_said_while_the_bot_thinks_is_not_forgotten(start_node: StartNode):
    reader = Thinker(understood("pedido 111", "greeting", order="111"))
    node = await start_node(reader=reader)
    chat = Chat(node)
    await chat.send("pedido 111")
    await reader.thinking.wait()
    await chat.send("e o boleto?")
    reader.go_on.set()
    await chat.answers()

    context = await node.memory.context(await chat.standing())
    assert context.messages == 2 and len(context.texts) == 2
    assert context.entities == {"order": "111"}
    await node.valkey.client.flushdb()
    assert await node.memory.context(await chat.standing()) == context


async def test_what_was_said_before_helps_to_read_what_is_said_now_also_after_a_flush(start_node: StartNode):
    reader = Reader(understood("cadê?", "order_status"))
    node = await start_node(reader=reader)
    chat = Chat(node)
    await chat.says("cadê?")
    await node.valkey.client.flushdb()
    await chat.says("10432")
    assert reader.read[-1] == ("10432", Cues(last_intents=("order_status",), awaiting="order"))


async def test_the_context_of_a_turn_is_kept_for_the_next(node: Node, chat: Chat):
    await chat.says("oi")
    keys = await node.valkey.client.keys("prosa:context:*")
    assert keys == [f"prosa:context:{chat.conversation}".encode()]


async def test_a_person_who_takes_over_is_not_talked_over(start_node: StartNode):
    reader = Thinker(understood("troca", "exchange_return"))
    node = await start_node(reader=reader)
    chat = Chat(node)
    await chat.send("troca")
    await reader.thinking.wait()
    await node.parts.ledger.append(chat.conversation, [step(HandOffStep.ASSIGNED)])
    reader.go_on.set()

    assert await chat.answers() == []
    assert (await chat.standing()).owner is Owner.AGENT
    assert await node.parts.tickets.card(1001) is None, "what the turn wanted to do was not done either"


async def test_the_bot_is_silent_while_a_person_owns_the_conversation(node: Node, chat: Chat):
    await chat.says("oi")
    await node.parts.ledger.append(chat.conversation, [step(HandOffStep.ASSIGNED)])
    await chat.send("oi?")
    assert await chat.answers() == [0]
    await node.parts.ledger.append(chat.conversation, [step(HandOffStep.RETURNED)])
    assert message(await chat.says("e agora?")).text == "[greeting]"


async def test_a_turn_that_fails_apologises_and_calls_a_person(start_node: StartNode):
    node = await start_node(reader=Reader(bomba=ValueError("bomba")))
    chat = Chat(node)
    with structlog.testing.capture_logs() as logs:
        answer = message(await chat.says("bomba"))
    assert answer.type is MessageType.APOLOGY and answer.text == "[failure]"
    standing = await chat.standing()
    assert standing.owner is Owner.QUEUE
    handoff = (await chat.events())[-1].data
    assert isinstance(handoff, HandOff) and handoff.reason is HandOffReason.FAILURE
    assert [entry["event"] for entry in logs if entry["log_level"] == "error"] == ["turn failed"]


async def test_a_failed_turn_settles_everything_that_was_said(start_node: StartNode):
    class Bomb(Thinker):
        async def understand(self, text: str, cues: Cues) -> Understanding:
            await super().understand(text, cues)
            raise ValueError("bomba")

    reader = Bomb()
    chat = Chat(await start_node(reader=reader))
    await chat.send("um")
    await reader.thinking.wait()
    await chat.send("dois")
    reader.go_on.set()
    with structlog.testing.capture_logs():
        assert await chat.answers() == [0], "one apology is enough"


async def test_a_turn_that_takes_too_long_apologises(start_node: StartNode):
    chat = Chat(await start_node(reader=Thinker(), seconds=0.2))
    with structlog.testing.capture_logs():
        assert message(await chat.says("oi")).type is MessageType.APOLOGY
    assert (await chat.standing()).owner is Owner.QUEUE


async def test_a_context_that_cannot_be_read_ends_in_an_apology(
    node: Node, chat: Chat, monkeypatch: pytest.MonkeyPatch
):
    async def unreadable(*_: object) -> None:
        raise ValueError("unreadable")

    monkeypatch.setattr(node.memory, "context", unreadable)
    with structlog.testing.capture_logs():
        assert message(await chat.says("oi")).type is MessageType.APOLOGY


class Busy(Reader):
    """Has no time for the first few."""

    def __init__(self, times: int) -> None:
        super().__init__()
        self.times = times

    async def understand(self, text: str, cues: Cues) -> Understanding:
        if self.times:
            self.times -= 1
            raise Overloaded
        return await super().understand(text, cues)


async def test_an_overloaded_model_is_asked_again(start_node: StartNode, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(answering_module, "OVERLOAD_PAUSE_SECONDS", 0.01)
    chat = Chat(await start_node(reader=Busy(3)))
    assert message(await chat.says("oi")).text == "[greeting]"


async def test_a_model_that_stays_overloaded_hands_over(
    start_node: StartNode, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(answering_module, "OVERLOAD_PAUSE_SECONDS", 0.01)
    chat = Chat(await start_node(reader=Busy(1000), seconds=0.2))
    with structlog.testing.capture_logs():
        assert message(await chat.says("oi")).type is MessageType.APOLOGY


async def test_what_a_dead_node_left_unanswered_is_answered_once(
    start_node: StartNode, valkey: Valkey, impatient: None
):
    nodes = [await start_node(), await start_node()]
    chat = Chat(*nodes)
    # A node took the message in, held the lease, and was no more.
    await nodes[0].parts.ledger.append(
        chat.conversation, [customer("oi"), customer("alguém?")], opening=opening_of(chat.conversation)
    )
    await valkey.client.set(f"prosa:lease:{chat.conversation}", "dead", px=300)

    sweeps = [asyncio.create_task(node.turns.sweep()) for node in nodes]
    answers = await chat.answers()
    for sweep in sweeps:
        await ended(sweep)

    assert answers == [0, 1]


async def test_a_sweep_leaves_a_turn_under_way_alone(start_node: StartNode, impatient: None):
    readers = [Thinker(), Reader()]
    chat = Chat(*[await start_node(reader=reader) for reader in readers])
    await chat.send("oi")
    await readers[0].thinking.wait()  # type: ignore[union-attr]
    sweeps = [asyncio.create_task(node.turns.sweep()) for node in chat.nodes]
    await asyncio.sleep(0.3)
    readers[0].go_on.set()  # type: ignore[union-attr]
    answers = await chat.answers()
    for sweep in sweeps:
        await ended(sweep)

    assert answers == [0]
    assert len(readers[0].read) == 1 and readers[1].read == []


async def test_an_answer_given_while_the_lease_was_awaited_is_not_thought_of_again(
    start_node: StartNode, valkey: Valkey
):
    reader = Reader()
    node = await start_node(reader=reader)
    chat = Chat(node)
    await valkey.client.set(f"prosa:lease:{chat.conversation}", "another node")
    await chat.send("oi")
    await asyncio.sleep(0.1)
    await node.parts.ledger.append(chat.conversation, [bot("da outra", answers=0)])
    await valkey.client.delete(f"prosa:lease:{chat.conversation}")

    assert await chat.answers() == [0]
    assert reader.read == []


async def test_with_valkey_away_two_nodes_still_answer_once_each(start_node: StartNode):
    chat = Chat(await start_node(NOWHERE), await start_node(NOWHERE))
    await asyncio.gather(*(chat.send(f"oi {number}", at=number % 2) for number in range(10)))
    assert await chat.answers() == [event.offset for event in await chat.events(Source.CUSTOMER)]


@pytest.mark.parametrize("slow", [True, False])
async def test_typing_shows_while_a_slow_answer_is_on_its_way(
    start_node: StartNode, monkeypatch: pytest.MonkeyPatch, slow: bool
):
    monkeypatch.setattr(answering_module, "TYPING_AFTER_SECONDS", 0.01 if slow else 60)
    reader = Thinker()
    node = await start_node(reader=reader)
    chat = Chat(node)
    signals: list[Signal] = []
    node.fanout.add(Follower(chat.conversation, -1, lambda _: None, signals.append))
    await chat.send("oi")
    await reader.thinking.wait()
    await asyncio.sleep(0.1)
    reader.go_on.set()
    await chat.answers()
    shown = [Typing(source="bot", on=True), Typing(source="bot", on=False)]
    assert signals == (shown if slow else [])


async def test_closing_waits_for_the_turns_under_way(start_node: StartNode):
    reader = Thinker()
    node = await start_node(reader=reader)
    chat = Chat(node)
    await chat.send("oi")
    closing = asyncio.create_task(node.turns.close())
    await reader.thinking.wait()
    assert not closing.done()
    reader.go_on.set()
    await closing
    assert not (await chat.standing()).owes_answer
