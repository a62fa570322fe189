"""Small runs against the real node, counted in its real database."""

import random
from collections.abc import AsyncIterator
from uuid import UUID

import pytest
from sqlalchemy import delete, update

from prosa.bench.audit import Audit
from prosa.bench.checking import NotItsDatabase, check
from prosa.bench.crowd import Crowd
from prosa.bench.load import HUSH_SECONDS, Span, flat_out, steady
from prosa.bench.run import Measured, Plan, measure
from prosa.bench.servers import Server
from prosa.bench.trace import Kind
from prosa.conversations.models import event
from prosa.engines.database import Database
from prosa.settings import Settings
from tests.served import Shop

SEED = 7


def quietly(_: object) -> None: ...


@pytest.fixture
async def crowd(shop: Shop) -> AsyncIterator[Crowd]:
    """Twenty customers."""
    crowd = Crowd(shop.url, random.Random(SEED))
    await crowd.come(20)
    yield crowd
    await crowd.leave()


@pytest.fixture
async def shop_database(shop: Shop) -> AsyncIterator[Database]:
    url = shop.served.node.settings.database_url
    assert url is not None
    database = Database(url.get_secret_value(), pool=2)
    yield database
    await database.close()


async def talked(crowd: Crowd) -> None:
    await steady(crowd, rate=20, seconds=3, chance=random.Random(SEED), progress=quietly)
    assert await crowd.hush(HUSH_SECONDS) == 0


async def counted(crowd: Crowd, shop: Shop) -> Audit:
    return await check(crowd.said, shop.served.node.settings)


async def test_every_acknowledged_message_is_found_in_the_database_and_answered_once(
    crowd: Crowd, shop: Shop
):
    await talked(crowd)
    result = await counted(crowd, shop)
    assert result.passed
    assert result.acknowledged == result.stored == len(crowd.said) > 30
    assert not crowd.troubles


async def test_who_was_handed_to_people_is_replaced_so_that_answers_go_on(crowd: Crowd):
    crowd.say(0.0, Kind.ESCALATION)
    assert await crowd.hush(HUSH_SECONDS) == 0
    [first] = crowd.said
    for _ in range(30):
        crowd.say(0.0, Kind.NORMAL)
        assert await crowd.hush(HUSH_SECONDS) == 0
    assert crowd.size == 20
    assert all(said.conversation != first.conversation for said in crowd.said[1:])


async def test_who_comes_for_somebody_else_at_the_very_end_counts_too(crowd: Crowd):
    for _ in range(5):
        crowd.say(0.0, Kind.ESCALATION)
        assert await crowd.hush(HUSH_SECONDS) == 0
        await crowd.whole()
        assert crowd.size == 20


async def test_a_message_deleted_from_the_database_is_lost(crowd: Crowd, shop: Shop, shop_database: Database):
    await talked(crowd)
    said = crowd.said[0]
    async with shop_database.begin() as connection:
        await connection.execute(
            delete(event).where(
                event.c.conversation_id == UUID(said.conversation), event.c.offset == said.offset
            )
        )
    result = await counted(crowd, shop)
    assert result.lost == [said.id] and not result.passed


async def test_a_message_stored_under_another_id_is_lost_and_a_stranger(
    crowd: Crowd, shop: Shop, shop_database: Database
):
    await talked(crowd)
    said = crowd.said[0]
    async with shop_database.begin() as connection:
        await connection.execute(
            update(event)
            .where(event.c.conversation_id == UUID(said.conversation), event.c.offset == said.offset)
            .values(external_id=f"{said.conversation}:other")
        )
    result = await counted(crowd, shop)
    assert result.lost == [said.id] and result.strangers == ["other"]


async def test_an_acknowledgement_that_was_made_up_is_noticed(crowd: Crowd, shop: Shop):
    await talked(crowd)
    said = crowd.said[-1]
    said.offset = 999
    assert (await counted(crowd, shop)).lost == [said.id]


async def test_another_database_is_not_taken_for_an_empty_one(
    crowd: Crowd, database: Database, settings: Settings
):
    crowd.say(0.0, Kind.NORMAL)
    assert await crowd.hush(HUSH_SECONDS) == 0
    with pytest.raises(NotItsDatabase):
        await check(crowd.said, settings)


async def test_flat_out_each_answer_is_followed_by_a_message(crowd: Crowd, shop: Shop):
    span = await flat_out(crowd, at_once=8, seconds=2, chance=random.Random(SEED), progress=quietly)
    assert await crowd.hush(HUSH_SECONDS) == 0
    assert isinstance(span, Span) and len(crowd.said) > 8
    assert (await counted(crowd, shop)).passed


async def test_a_run_measures_and_leaves_nobody_behind(shop: Shop):
    measured = await measure(Server(shop.url), Plan(sockets=10, rate=20, seconds=2), lambda _: quietly)
    assert isinstance(measured, Measured)
    assert measured.open_sockets == 10 and measured.still_waiting == 0 and measured.troubles == {}
    # Who asked for a person and writes on meanwhile is accepted, and no longer answered by the bot.
    assert measured.figures.accepted.count == measured.figures.sent >= measured.figures.answered.count > 0
    assert {"connected", "message", "accepted", "response"} <= measured.sizes.keys()
    assert measured.server_cpu is None


async def test_a_server_that_is_not_there_is_said_so():
    crowd = Crowd("http://127.0.0.1:1", random.Random(SEED))
    with pytest.raises(ConnectionError):
        await crowd.come(2)
