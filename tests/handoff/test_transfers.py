from datetime import timedelta
from uuid import uuid4

import pytest

from prosa.conversations.events import AgentId, ConversationId, HandOff, HandOffCause, TeamId
from prosa.conversations.projection import Owner
from prosa.handoff.guards import NotForPicking, NotYours, NotYourTeam
from prosa.handoff.presence import Presence
from prosa.handoff.service import HandOffs
from prosa.handoff.transfers import NoRoom, NoSuchAgent, NotThere, NotToBeGiven
from prosa.people.agents import Agent
from prosa.people.roles import Role
from prosa.people.teams import TeamChange, Teams
from tests.handoff.house import House


async def held_by(house: House, agent: Agent) -> ConversationId:
    id = await house.waits(since=timedelta(minutes=1))
    await house.handoffs.take(id, agent)
    return id


async def last_step(house: House, id: ConversationId) -> HandOff:
    step = (await house.events(id))[-1].data
    assert isinstance(step, HandOff)
    return step


async def test_a_colleague_gets_it_with_the_note_at_once(house: House):
    ana, bia = await house.online("Ana"), await house.online("Bia")
    id = await held_by(house, ana)
    passed = await house.transfers.to_agent(id, ana, bia.id, "quer trocar a geladeira")
    assert (passed.owner, passed.assignee) == (Owner.AGENT, bia.id)
    step = await last_step(house, id)
    assert (step.note, step.by, step.cause) == (
        "quer trocar a geladeira",
        ana.id,
        HandOffCause.TRANSFERRED,
    )
    with pytest.raises(NotYours):
        await house.handoffs.answer(id, ana, "ainda eu")


async def test_a_colleague_without_room_gets_it_only_by_force(house: House):
    ana, bia = await house.online("Ana"), await house.online("Bia", max_conversations=1)
    await held_by(house, bia)
    id = await held_by(house, ana)
    with pytest.raises(NoRoom, match="Bia"):
        await house.transfers.to_agent(id, ana, bia.id)
    assert (await house.inbox.get(id)).assignee == ana.id
    forced = await house.transfers.assign(id, ana, bia.id, force=True)
    assert forced.assignee == bia.id


async def test_who_is_not_there_gets_nothing(house: House):
    ana, bia = await house.online("Ana"), await house.agent("Bia")
    await house.attendance.choose(bia.id, Presence.OFFLINE)
    id = await held_by(house, ana)
    with pytest.raises(NotThere):
        await house.transfers.to_agent(id, ana, bia.id)
    with pytest.raises(NoSuchAgent):
        await house.transfers.to_agent(id, ana, AgentId(uuid4()))


async def test_only_who_holds_it_passes_it_on(house: House):
    ana, bia = await house.online("Ana"), await house.online("Bia")
    id = await held_by(house, ana)
    for passing in (
        house.transfers.to_agent(id, bia, bia.id),
        house.transfers.to_team(id, bia, TeamId(uuid4())),
    ):
        with pytest.raises(NotYours):
            await passing


async def test_a_team_s_queue_is_for_its_members_and_keeps_the_place(house: House):
    ana = await house.online("Ana")
    # A member who is not there just now: a team that nobody belongs to keeps nothing.
    clara, _ = await house.agents.create("Clara", "clara@loja.example")
    team = await Teams(house.database).create(TeamChange("Financeiro", members=(clara.id,)), ana.id)
    id = await held_by(house, ana)
    before = await house.inbox.get(id)
    passed = await house.transfers.to_team(id, ana, team.id, "é com o financeiro")
    assert (passed.owner, passed.team, passed.queued_at) == (Owner.QUEUE, team.id, before.queued_at)
    await house.online("Bia")
    assert await house.assigner.round() == 0
    assert await house.handoffs.take_next(ana) is None
    with pytest.raises(NotYourTeam):
        await house.handoffs.take(id, ana)


async def test_a_member_of_the_team_is_given_what_waits_for_it(house: House):
    ana, bia = await house.online("Ana"), await house.online("Bia")
    team = await Teams(house.database).create(TeamChange("Financeiro", members=(bia.id,)), ana.id)
    id = await held_by(house, ana)
    await house.transfers.to_team(id, ana, team.id)
    await house.assigner.round()
    assert (await house.inbox.get(id)).assignee == bia.id


async def test_where_only_supervisors_pick_an_agent_does_not(house: House):
    given_out = HandOffs(house.database, house.ledger, pickers=Role.SUPERVISOR)
    ana, id = await house.online("Ana"), await house.waits()
    with pytest.raises(NotForPicking):
        await given_out.take(id, ana)
    rita, _ = await house.agents.create("Rita", "rita@loja.example", role=Role.SUPERVISOR)
    assert (await given_out.take(id, rita)).assignee == rita.id


async def test_a_conversation_that_waits_or_is_the_bot_s_can_be_assigned_but_no_ended_one(house: House):
    ana = await house.online("Ana")
    for id in (await house.waits(), await house.customer()):
        assert (await house.transfers.assign(id, ana, ana.id)).assignee == ana.id
        with pytest.raises(NotToBeGiven):
            await house.transfers.assign(id, ana, ana.id)
    await house.handoffs.resolve(id, ana)
    with pytest.raises(NotToBeGiven):
        await house.transfers.assign(id, ana, ana.id)


async def test_who_waits_for_a_team_that_is_dissolved_or_empty_is_given_to_anybody(house: House):
    ana, bia = await house.online("Ana"), await house.online("Bia")
    teams = Teams(house.database)
    team = await teams.create(TeamChange(name="Trocas", members=(ana.id,)), ana.id)
    of_team, of_nobody = await held_by(house, bia), await held_by(house, bia)
    await house.transfers.to_team(of_team, bia, team.id)
    await house.transfers.to_team(of_nobody, bia, TeamId(uuid4()))
    await house.attendance.choose(ana.id, Presence.AWAY)
    await house.assigner.round()
    assert [(await house.inbox.get(id)).assignee for id in (of_team, of_nobody)] == [None, bia.id]
    await teams.delete(team.id, ana.id)
    assert (await house.inbox.get(of_team)).team is None, "and whoever likes may pick it"
    await house.assigner.round()
    assert (await house.inbox.get(of_team)).assignee == bia.id
