from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from prosa.conversations.errors import Unauthorized
from prosa.people.agents import BadAgent, EmailTaken
from prosa.people.models import agent as agent_table
from tests.handoff.house import House


async def test_a_token_proves_who_one_is(house: House):
    ana, token = await house.agents.create("Ana", "Ana@Loja.example", {"sales", "billing"}, 3)
    assert await house.agents.authenticate(token) == ana
    assert (ana.email, ana.skills, ana.max_conversations) == ("ana@loja.example", {"sales", "billing"}, 3)


@pytest.mark.parametrize("token", [None, "", "prosa_agent_", "x" * 5000, "ação\x00", "\ud800"])
async def test_anything_else_proves_nothing(house: House, token: str | None):
    await house.hire("Ana")
    with pytest.raises(Unauthorized):
        await house.agents.authenticate(token)


async def test_the_database_does_not_hold_the_token(house: House):
    _, token = await house.hire("Ana")
    async with house.database.connect() as connection:
        row = (await connection.execute(select(agent_table))).one()
    assert token.encode() not in bytes(row.token_hash)
    assert len(bytes(row.token_hash)) == 32


@pytest.mark.parametrize(
    "changes",
    [
        {"name": " "},
        {"name": "Ana\x00"},
        {"name": "A" * 81},
        {"email": "ana"},
        {"email": "ana@loja@example"},
        {"email": "a" * 250 + "@b.example"},
        {"skills": [""]},
        {"max_conversations": 0},
        {"max_conversations": 101},
    ],
)
async def test_what_makes_no_sense_is_no_agent(house: House, changes: dict[str, Any]):
    sound: dict[str, Any] = {"name": "Ana", "email": "ana@loja.example"}
    with pytest.raises(BadAgent):
        await house.agents.create(**sound | changes)


async def test_two_agents_cannot_share_an_address_however_it_is_written(house: House):
    await house.agents.create("Ana", "ana@loja.example")
    with pytest.raises(EmailTaken):
        await house.agents.create("Outra Ana", " ANA@loja.example ")


async def test_a_disabled_agent_is_nobody(house: House):
    ana, token = await house.hire("Ana")
    await house.agents.authenticate(token)
    await house.agents.disable(ana.id)
    assert await house.agents.online() == []
    with pytest.raises(Unauthorized):
        await house.agents.authenticate(token)


async def test_who_does_something_is_there_for_ten_minutes(house: House):
    ana, token = await house.hire("Ana")
    assert await house.agents.online() == []
    await house.agents.authenticate(token)
    assert await house.agents.online() == [ana]
    house.clock.passes(timedelta(minutes=11))
    assert await house.agents.online() == []


async def test_presence_is_written_once_a_minute_at_most(house: House):
    async def seen() -> object:
        async with house.database.connect() as connection:
            return (await connection.execute(select(agent_table.c.last_seen_at))).scalar_one()

    _, token = await house.hire("Ana")
    await house.agents.authenticate(token)
    first = await seen()
    house.clock.passes(timedelta(seconds=59))
    await house.agents.authenticate(token)
    assert await seen() == first
    house.clock.passes(timedelta(seconds=2))
    await house.agents.authenticate(token)
    assert await seen() == house.clock.now
