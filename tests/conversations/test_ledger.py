import asyncio
import gc
from collections.abc import Sequence
from contextlib import AsyncExitStack
from datetime import timedelta
from random import Random
from uuid import uuid4

import pytest
import structlog
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from prosa.conversations.appending import Appended, UnknownConversation
from prosa.conversations.events import ConversationId, Message, Source
from prosa.conversations.ledger import Ledger
from prosa.conversations.log import Log
from prosa.conversations.projection import Conversation
from prosa.conversations.sealing import Sealer
from prosa.engines.database import Database
from prosa.engines.errors import DatabaseAway
from tests.conversations.conftest import MakeLedger
from tests.conversations.saying import bot, customer, new_conversation, opening_of


async def opened(ledger: Ledger) -> ConversationId:
    conversation = new_conversation()
    await ledger.append(conversation, [], opening=opening_of(conversation))
    return conversation


async def texts(log: Log, conversation: ConversationId) -> list[str]:
    events = await log.all_after(conversation, -1)
    return [event.data.text for event in events if isinstance(event.data, Message)]


async def test_an_append_opens_the_conversation_and_numbers_events_from_zero(ledger: Ledger, log: Log):
    conversation = new_conversation()

    first = await ledger.append(conversation, [customer("oi")], opening=opening_of(conversation))
    second = await ledger.append(conversation, [bot("Olá!", answers=0), customer("tudo bem?")])

    assert [event.offset for event in (*first.events, *second.events)] == [0, 1, 2]
    assert await log.after(conversation, -1) == [*first.events, *second.events]
    assert await log.conversation(conversation) == second.conversation


async def test_without_an_opening_an_unknown_conversation_is_refused(ledger: Ledger, log: Log):
    conversation = new_conversation()
    with pytest.raises(UnknownConversation):
        await ledger.append(conversation, [customer()])
    assert await log.conversation(conversation) is None


async def test_two_nodes_opening_a_conversation_at_once_make_one(make_ledger: MakeLedger, log: Log):
    ledgers = [make_ledger() for _ in range(2)]
    conversations = [new_conversation() for _ in range(20)]

    appended = await asyncio.gather(
        *(
            ledger.append(conversation, [customer(f"de {number}")], opening=opening_of(conversation))
            for conversation in conversations
            for number, ledger in enumerate(ledgers)
        )
    )

    assert sorted(one.events[0].offset for one in appended) == [0] * 20 + [1] * 20
    for conversation in conversations:
        assert sorted(await texts(log, conversation)) == ["de 0", "de 1"]


async def test_conversations_old_and_new_of_shared_contacts_do_not_block_each_other(
    make_ledger: MakeLedger, log: Log
):
    """Groups of three nodes, each in its own order, wait for each other's locks and inserts in no circle."""
    ledgers = [make_ledger(writers=2) for _ in range(3)]
    shuffle = Random(1).sample
    for _ in range(2):
        contacts = [uuid4() for _ in range(6)]
        conversations = [(new_conversation(), contact) for contact in contacts * 4]
        for conversation, contact in conversations[::3]:
            await ledgers[0].append(conversation, [customer()], opening=opening_of(contact))
        with structlog.testing.capture_logs() as logs:
            await asyncio.gather(
                *(
                    ledger.append(conversation, [customer()], opening=opening_of(contact))
                    for ledger in ledgers
                    for conversation, contact in shuffle(conversations * 3, len(conversations) * 3)
                )
            )
        assert logs == [], "no group failed as one"
        for place, (conversation, _) in enumerate(conversations):
            assert len(await texts(log, conversation)) == (10 if place % 3 == 0 else 9)


async def test_hundreds_of_appends_from_two_nodes_leave_no_gap_and_nothing_twice(
    make_ledger: MakeLedger, log: Log
):
    ledgers = [make_ledger() for _ in range(2)]
    conversations = [await opened(ledgers[0]) for _ in range(3)]

    appended = await asyncio.gather(
        *(
            ledgers[number % 2].append(
                conversations[number % 3], [customer(f"{number} a"), customer(f"{number} b")]
            )
            for number in range(600)
        )
    )

    for third, conversation in enumerate(conversations):
        events = await log.all_after(conversation, -1)
        assert [event.offset for event in events] == list(range(400))
        told = [event for one in appended for event in one.events if event.conversation == conversation]
        assert sorted(told, key=lambda event: event.offset) == events
        said = [event.data.text for event in events if isinstance(event.data, Message)]
        expected = [f"{number} {half}" for number in range(third, 600, 3) for half in "ab"]
        assert sorted(said) == sorted(expected)
        assert all(said[place + 1] == said[place].replace("a", "b") for place in range(0, 400, 2))


async def test_the_stored_conversation_is_the_fold_of_its_log(make_ledger: MakeLedger, log: Log):
    ledgers = [make_ledger() for _ in range(2)]
    conversation = new_conversation()
    blank = (await ledgers[0].append(conversation, [], opening=opening_of(conversation))).conversation
    await asyncio.gather(
        *(ledgers[number % 2].append(conversation, [customer(), bot(answers=number)]) for number in range(30))
    )
    folded = blank
    for event in await log.all_after(conversation, -1):
        folded = folded.after(event)
    assert await log.conversation(conversation) == folded


@pytest.mark.parametrize("opened_before", [True, False])
async def test_a_message_sent_three_times_at_once_over_two_nodes_is_stored_once(
    make_ledger: MakeLedger, log: Log, opened_before: bool
):
    ledgers = [make_ledger() for _ in range(2)]
    conversation = await opened(ledgers[0]) if opened_before else new_conversation()

    appended = await asyncio.gather(
        *(
            ledgers[number % 2].append(
                conversation, [customer("cadê meu pedido?", "m-1")], opening=opening_of(conversation)
            )
            for number in range(3)
        )
    )

    stored = await log.after(conversation, -1)
    assert len(stored) == 1
    assert [one.events for one in appended] == [tuple(stored)] * 3
    assert sorted(one.duplicate for one in appended) == [False, True, True]


async def test_an_id_taken_in_another_conversation_of_the_channel_is_stored_once(
    make_ledger: MakeLedger, log: Log
):
    """A provider's id is unique in its channel, so two conversations that race for it are a repetition."""
    ledgers = [make_ledger() for _ in range(2)]
    here, there = await opened(ledgers[0]), await opened(ledgers[0])

    appended = await asyncio.gather(
        *(
            ledgers[number % 2].append(conversation, [customer("oi", "wamid-1")])
            for number, conversation in enumerate((here, there) * 5)
        )
    )

    stored = [*await log.after(here, -1), *await log.after(there, -1)]
    assert len(stored) == 1
    assert all(one.events == tuple(stored) for one in appended)


async def test_the_same_id_in_another_channel_is_another_message(ledger: Ledger, log: Log):
    web, telegram = new_conversation(), new_conversation()
    await ledger.append(web, [customer("oi", "1")], opening=opening_of(web, "web"))
    other = await ledger.append(telegram, [customer("oi", "1")], opening=opening_of(telegram, "telegram"))
    assert not other.duplicate


class Refused(Exception):
    pass


def refuse(_: Conversation) -> None:
    raise Refused


async def fail(connection: AsyncConnection) -> None:
    await connection.execute(text("SELECT 1"))
    raise Refused


def note_to(conversation: ConversationId):
    """An effect that leaves a trace in the database."""

    async def effect(connection: AsyncConnection) -> None:
        await connection.execute(
            text("INSERT INTO contact (id, created_at) VALUES (:id, now())"), {"id": conversation}
        )

    return effect


async def test_a_requirement_sees_the_conversation_and_its_refusal_touches_nothing(ledger: Ledger, log: Log):
    conversation = await opened(ledger)
    seen: list[Conversation] = []
    standing = (await ledger.append(conversation, [customer()], require=seen.append)).conversation

    with pytest.raises(Refused):
        await ledger.append(
            conversation, [customer("não")], require=refuse, effects=[note_to(new_conversation())]
        )

    assert [one.last_offset for one in seen] == [-1]
    assert await log.conversation(conversation) == standing
    assert await texts(log, conversation) == ["oi"]


async def grouped(ledger: Ledger, sizes: list[int], *appends: object) -> list[object]:
    """What came of appends that shared a transaction."""
    sizes.clear()
    outcomes = await asyncio.gather(*appends, return_exceptions=True)  # type: ignore[call-overload]
    assert sizes == [len(appends)]
    return outcomes


async def test_a_refusal_does_not_disturb_those_who_share_its_transaction(make_ledger: MakeLedger, log: Log):
    sizes: list[int] = []
    ledger = make_ledger(grouped=sizes.append)
    conversation, other = await opened(ledger), await opened(ledger)

    before, refused, unknown, after, elsewhere = await grouped(
        ledger,
        sizes,
        ledger.append(conversation, [customer("antes")]),
        ledger.append(conversation, [customer("não")], require=refuse),
        ledger.append(new_conversation(), [customer("ninguém")]),
        ledger.append(conversation, [customer("depois")]),
        ledger.append(other, [customer("ao lado")]),
    )

    assert isinstance(refused, Refused)
    assert isinstance(unknown, UnknownConversation)
    assert isinstance(before, Appended) and isinstance(after, Appended) and isinstance(elsewhere, Appended)
    assert await texts(log, conversation) == ["antes", "depois"]
    assert [before.events[0].offset, after.events[0].offset] == [0, 1]


async def test_an_effect_that_fails_undoes_its_own_append_alone(
    make_ledger: MakeLedger, log: Log, database: Database
):
    sizes: list[int] = []
    ledger = make_ledger(grouped=sizes.append)
    conversation, other = await opened(ledger), await opened(ledger)
    mark, lost = uuid4(), uuid4()

    first, failed, last, elsewhere = await grouped(
        ledger,
        sizes,
        ledger.append(conversation, [customer("antes")], effects=[note_to(ConversationId(mark))]),
        ledger.append(conversation, [customer("não")], effects=[note_to(ConversationId(lost)), fail]),
        ledger.append(conversation, [customer("depois", "m-1")]),
        ledger.append(other, [customer("ao lado")]),
    )

    assert isinstance(failed, Refused)
    assert all(isinstance(one, Appended) and not one.duplicate for one in (first, last, elsewhere))
    assert await texts(log, conversation) == ["antes", "depois"]
    assert await texts(log, other) == ["ao lado"]
    async with database.connect() as connection:
        found = await connection.execute(
            text("SELECT id FROM contact WHERE id IN (:mark, :lost)"), {"mark": mark, "lost": lost}
        )
        assert [row.id for row in found] == [mark]


async def test_an_event_that_cannot_be_stored_fails_alone(make_ledger: MakeLedger, log: Log):
    sizes: list[int] = []
    ledger = make_ledger(grouped=sizes.append)
    conversation = await opened(ledger)

    good, bad = await grouped(
        ledger,
        sizes,
        ledger.append(conversation, [customer("bom", "m-1")]),
        ledger.append(conversation, [customer("ruim", "m\x00")]),
    )

    assert isinstance(good, Appended) and isinstance(bad, Exception)
    assert await texts(log, conversation) == ["bom"]


async def test_what_was_committed_is_told_once_and_duplicates_are_not(
    make_ledger: MakeLedger, heard: list[Sequence[Appended]]
):
    ledger = make_ledger(committed=heard.append)
    conversation = new_conversation()
    appended = await asyncio.gather(
        *(
            ledger.append(conversation, [customer("oi", f"m-{number % 5}")], opening=opening_of(conversation))
            for number in range(15)
        )
    )
    told = [one for group in heard for one in group]
    assert sorted(one.events[0].offset for one in told) == list(range(5))
    assert sum(one.duplicate for one in appended) == 10


async def test_a_listener_that_fails_keeps_nobody_waiting(make_ledger: MakeLedger, log: Log):
    def broken(_: object) -> None:
        raise ValueError("listener")

    ledger = make_ledger(committed=broken)
    conversation = new_conversation()
    async with asyncio.timeout(20):
        for _ in range(3):
            await ledger.append(conversation, [customer()], opening=opening_of(conversation))
    assert len(await texts(log, conversation)) == 3


async def test_a_caller_that_gives_up_does_not_take_back_its_message(ledger: Ledger, log: Log):
    conversation = await opened(ledger)
    appends = [asyncio.create_task(ledger.append(conversation, [customer(f"{n}")])) for n in range(20)]
    await asyncio.sleep(0)
    for task in appends[::2]:
        task.cancel()
    outcomes = await asyncio.gather(*appends, return_exceptions=True)
    await ledger.close()

    assert [isinstance(outcome, asyncio.CancelledError) for outcome in outcomes] == [True, False] * 10
    assert await texts(log, conversation) == [f"{n}" for n in range(20)]


async def test_a_failure_of_an_append_whose_caller_gave_up_alarms_nobody(ledger: Ledger):
    alarms: list[object] = []
    asyncio.get_running_loop().set_exception_handler(lambda _, context: alarms.append(context))
    given_up = asyncio.create_task(ledger.append(new_conversation(), [customer()]))
    await asyncio.sleep(0)
    given_up.cancel()
    await asyncio.gather(given_up, return_exceptions=True)
    del given_up  # as in life, nobody holds on to it
    await ledger.close()
    gc.collect()
    assert alarms == []


async def test_closing_waits_for_everything_handed_in(ledger: Ledger, log: Log):
    conversation = await opened(ledger)
    appends = [asyncio.create_task(ledger.append(conversation, [customer()])) for _ in range(200)]
    await asyncio.sleep(0)

    await ledger.close()

    assert all(task.done() for task in appends)
    assert len(await texts(log, conversation)) == 200


async def test_an_append_at_the_very_moment_the_last_writer_finishes_is_written(
    make_ledger: MakeLedger, log: Log
):
    finishing = asyncio.Event()
    ledger = make_ledger(writers=1, committed=lambda _: finishing.set())
    conversation = await opened(ledger)
    finishing.clear()

    async def follow() -> None:
        await finishing.wait()  # wakes when the writer's last step is over, before anyone could tidy up
        await ledger.append(conversation, [customer("logo depois")])

    async with asyncio.timeout(20):
        await asyncio.gather(follow(), ledger.append(conversation, [customer("primeiro")]))
    assert await texts(log, conversation) == ["primeiro", "logo depois"]


async def test_with_the_database_away_everyone_waiting_is_told(sealer: Sealer):
    nowhere = Database("postgresql://nobody@127.0.0.1:1/nothing", pool=2)
    ledger = Ledger(nowhere, sealer)
    async with asyncio.timeout(30):
        outcomes = await asyncio.gather(
            *(ledger.append(new_conversation(), [customer()]) for _ in range(300)), return_exceptions=True
        )
    assert {type(outcome) for outcome in outcomes} == {DatabaseAway}
    await ledger.close()
    await nowhere.close()


async def test_connections_that_broke_are_mended_before_anybody_notices(
    database: Database, database_url: str, sealer: Sealer, log: Log
):
    """As after a restart of the server: every connection of the pool is dead."""
    own = Database(database_url, pool=10)
    async with AsyncExitStack() as stack:
        for _ in range(10):
            connection = await stack.enter_async_context(own.connect())
            await connection.execute(text("SELECT 1"))
    async with database.begin() as connection:
        await connection.execute(
            text(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        )
    conversation = new_conversation()
    await Ledger(own, sealer).append(conversation, [customer("ainda aqui")], opening=opening_of(conversation))
    assert await texts(log, conversation) == ["ainda aqui"]
    await own.close()


async def test_rows_hold_no_readable_message(ledger: Ledger, database: Database):
    conversation = new_conversation()
    said = customer("meu CPF é 529.982.247-25")
    await ledger.append(conversation, [said], opening=opening_of(conversation))
    async with database.connect() as connection:
        row = (await connection.execute(text("SELECT event::text FROM event"))).scalar_one()
    assert b"529.982".hex() not in row and "529.982" not in row


async def test_time_never_runs_backwards_in_a_log(ledger: Ledger, log: Log, database: Database):
    """Another node's clock may be ahead of ours."""
    conversation = await opened(ledger)
    ahead = (await ledger.append(conversation, [customer()])).events[0].at + timedelta(minutes=5)
    async with database.begin() as connection:
        await connection.execute(text("UPDATE conversation SET updated_at = :ahead"), {"ahead": ahead})
    assert (await ledger.append(conversation, [customer()])).events[0].at == ahead


async def test_the_oldest_unanswered_message_is_known_without_reading_back(ledger: Ledger):
    conversation = new_conversation()
    first = await ledger.append(conversation, [customer("um")], opening=opening_of(conversation))
    second = await ledger.append(conversation, [customer("dois")])
    assert first.oldest_unanswered == first.events[0]
    assert second.oldest_unanswered is None, "the first one still waits"
    assert first.events[0].source is Source.CUSTOMER
