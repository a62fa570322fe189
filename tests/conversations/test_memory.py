from collections.abc import AsyncIterator

import pytest

from prosa.conversations.context import Context, fold
from prosa.conversations.events import ConversationId
from prosa.conversations.ledger import Ledger
from prosa.conversations.log import Log
from prosa.conversations.memory import LIFE_SECONDS, Memory
from prosa.conversations.projection import Conversation
from prosa.engines.valkey import Valkey
from prosa.security.encryption import Cipher
from tests.conversations.saying import bot, customer, identified, new_conversation, opening_of


@pytest.fixture
def memory(valkey: Valkey, log: Log, cipher: Cipher) -> Memory:
    return Memory(valkey, log, cipher)


@pytest.fixture
async def conversation(ledger: Ledger) -> Conversation:
    """A conversation in which the customer has said an order number and an answer was given."""
    id = new_conversation()
    order = {"kind": "order", "value": "10432", "text": "10432", "start": 16, "end": 21}
    appended = await ledger.append(
        id,
        [identified(name="Ana"), customer("cadê meu pedido 10432?"), bot(answers=1, entities=(order,))],
        opening=opening_of(id),
    )
    return appended.conversation


@pytest.fixture
async def unreachable(log: Log, cipher: Cipher) -> AsyncIterator[Memory]:
    """A memory whose Valkey is away."""
    valkey = Valkey("valkey://127.0.0.1:1/0")
    yield Memory(valkey, log, cipher)
    await valkey.close()


async def folded(log: Log, conversation: ConversationId) -> Context:
    return fold(await log.all_after(conversation, -1))


async def test_a_context_is_kept_for_an_hour_and_found_again(
    memory: Memory, valkey: Valkey, log: Log, conversation: Conversation
):
    context = await memory.context(conversation)
    assert context.entities == {"order": "10432"} and context.name == "Ana"

    await memory.keep(conversation.id, context)

    [key] = await valkey.client.keys(f"*{conversation.id}*")
    assert LIFE_SECONDS - 60 < await valkey.client.ttl(key) <= LIFE_SECONDS
    assert await memory.context(conversation) == context == await folded(log, conversation.id)


async def test_what_is_kept_is_used_and_not_read_again(
    memory: Memory, ledger: Ledger, conversation: Conversation
):
    marked = (await memory.context(conversation)).model_copy(update={"preferences": {"category": "som"}})
    await memory.keep(conversation.id, marked)
    assert await memory.context(conversation) == marked
    said = (await ledger.append(conversation.id, [customer("e agora?")])).conversation
    assert (await memory.context(said)).preferences == {"category": "som"}


async def test_flushing_valkey_changes_no_context(memory: Memory, valkey: Valkey, conversation: Conversation):
    before = await memory.context(conversation)
    await memory.keep(conversation.id, before)
    await valkey.client.flushdb()
    assert await memory.context(conversation) == before


async def test_what_happened_since_it_was_kept_is_folded_in(
    memory: Memory, ledger: Ledger, log: Log, conversation: Conversation
):
    await memory.keep(conversation.id, await memory.context(conversation))
    moved = (await ledger.append(conversation.id, [customer("e o boleto?"), customer("oi?")])).conversation
    context = await memory.context(moved)
    assert context.messages == 3
    assert context == await folded(log, conversation.id)


async def test_a_context_older_than_the_one_kept_does_not_matter(
    memory: Memory, ledger: Ledger, log: Log, conversation: Conversation
):
    """Two nodes keep contexts in the wrong order; the older one is brought up to date from the log."""
    older = await memory.context(conversation)
    moved = (await ledger.append(conversation.id, [customer("e o boleto?")])).conversation
    await memory.keep(conversation.id, await memory.context(moved))
    await memory.keep(conversation.id, older)
    assert await memory.context(moved) == await folded(log, conversation.id)


@pytest.mark.parametrize("rubbish", [b"", b"rubbish", b"\x01" + bytes(60), b"{}"])
async def test_an_unreadable_context_is_rebuilt(
    memory: Memory, valkey: Valkey, log: Log, conversation: Conversation, rubbish: bytes
):
    await valkey.client.set(f"prosa:context:{conversation.id}", rubbish)
    assert await memory.context(conversation) == await folded(log, conversation.id)


async def test_a_context_of_another_conversation_does_not_open(
    memory: Memory, valkey: Valkey, ledger: Ledger, log: Log, conversation: Conversation
):
    await memory.keep(conversation.id, await memory.context(conversation))
    other = new_conversation()
    standing = (await ledger.append(other, [customer("oi")], opening=opening_of(other))).conversation
    stolen = await valkey.client.get(f"prosa:context:{conversation.id}")
    await valkey.client.set(f"prosa:context:{other}", stolen)
    assert await memory.context(standing) == await folded(log, other)


async def test_nothing_readable_lies_in_valkey(memory: Memory, valkey: Valkey, conversation: Conversation):
    await memory.keep(conversation.id, await memory.context(conversation))
    kept = await valkey.client.get(f"prosa:context:{conversation.id}")
    assert b"10432" not in kept and b"Ana" not in kept


async def test_with_valkey_away_the_log_is_enough(unreachable: Memory, log: Log, conversation: Conversation):
    context = await unreachable.context(conversation)
    await unreachable.keep(conversation.id, context)
    assert await unreachable.context(conversation) == context == await folded(log, conversation.id)


async def test_the_message_at_hand_is_added_to_what_is_kept_as_if_it_were_read_from_the_log(
    memory: Memory, ledger: Ledger, log: Log, conversation: Conversation
):
    await memory.keep(conversation.id, await memory.context(conversation))
    appended = await ledger.append(conversation.id, [customer("e quando chega?")])
    context = await memory.context(appended.conversation, appended.events[-1])
    assert context == await folded(log, conversation.id)


async def test_events_before_the_message_at_hand_are_not_skipped(
    memory: Memory, ledger: Ledger, log: Log, conversation: Conversation
):
    await memory.keep(conversation.id, await memory.context(conversation))
    appended = await ledger.append(conversation.id, [identified(name="Bia"), customer("oi")])
    context = await memory.context(appended.conversation, appended.events[-1])
    assert context == await folded(log, conversation.id) and context.name == "Bia"
