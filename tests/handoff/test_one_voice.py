"""One voice, always: whatever people and the bot do, and whoever dies, somebody owns a conversation."""

import asyncio
from collections.abc import Awaitable
from contextlib import AsyncExitStack, suppress
from datetime import UTC, datetime, timedelta
from uuid import uuid4

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import insert, update

from prosa.console.searching.words import Words
from prosa.conversations.customers import Customers
from prosa.conversations.erasing import Erasure
from prosa.conversations.errors import ProsaError
from prosa.conversations.events import (
    AgentId,
    ConversationId,
    HandOff,
    HandOffCause,
    HandOffStep,
    Message,
    NewEvent,
    Source,
    TeamId,
)
from prosa.conversations.fence import Superseded, still_unanswered
from prosa.conversations.lending import floor_back, giving_back
from prosa.conversations.projection import Conversation, Owner
from prosa.conversations.sealing import Sealer
from prosa.desk.contacts import Contacts
from prosa.desk.erasing import erase_from_desk
from prosa.desk.marks import Marks
from prosa.desk.merging import Merging
from prosa.engines.database import Database
from prosa.engines.valkey import Valkey
from prosa.handoff.guards import held_by
from prosa.handoff.matching import may_get
from prosa.handoff.presence import Presence
from prosa.handoff.tickets.erasing import TicketEraser
from prosa.people.agents import Agent
from prosa.people.models import agent as agent_table
from prosa.people.models import team as team_table
from prosa.people.models import team_member
from prosa.security.encryption import KEY_BYTES, Cipher
from tests.conftest import EMPTY_ALL_TABLES
from tests.handoff.house import House, open_house

agents = st.integers(0, 2)
conversations = st.integers(0, 2)
minutes = st.sampled_from([1, 3, 6, 11, 40])


class AnyDay(RuleBasedStateMachine):
    """Three conversations, three agents with room for one or two, everything at any time."""

    database_url = ""
    valkey_url = ""

    def __init__(self) -> None:
        super().__init__()
        self.runner = asyncio.Runner()
        self.stack = AsyncExitStack()
        self.settled = False
        """Whether the queue has been looked at since somebody left or time passed."""
        self.given_out = False
        """Whether nothing at all has happened since the queue was looked at."""

    def run(self, work: Awaitable[object]) -> object:
        self.given_out = False

        async def tried() -> object:
            with suppress(ProsaError, Superseded):
                return await work
            return None

        return self.runner.run(tried())

    @initialize()
    def opens(self) -> None:
        self.runner.run(self._open())

    async def _open(self) -> None:
        database, valkey = Database(self.database_url, pool=4), Valkey(self.valkey_url)
        self.stack.push_async_callback(database.close)
        self.stack.push_async_callback(valkey.close)
        async with database.begin() as connection:
            await connection.execute(EMPTY_ALL_TABLES)
        await valkey.client.flushdb()
        self.house: House = await self.stack.enter_async_context(open_house(database, valkey=valkey))
        self.agents: list[Agent] = [
            await self.house.online(name, max_conversations=room)
            for name, room in (("Ana", 1), ("Bia", 2), ("Caio", 2))
        ]
        self.team = await self._team_of(self.agents[1])
        cipher = Cipher([b"k" * KEY_BYTES])
        customers = Customers(database, cipher, b"c" * 32)
        self.erasure = Erasure(
            database,
            valkey,
            Sealer(cipher),
            customers,
            tickets=TicketEraser(cipher),
            others=(erase_from_desk,),
        )
        self.ids: list[ConversationId] = [await self.house.customer() for _ in range(3)]

    async def _team_of(self, agent: Agent) -> TeamId:
        team = TeamId(uuid4())
        async with self.house.database.begin() as connection:
            now = datetime.now(UTC)
            await connection.execute(
                insert(team_table).values(id=team, name="Trocas", description="", skills=[], created_at=now)
            )
            await connection.execute(insert(team_member).values(team_id=team, agent_id=agent.id))
        return team

    def contacts(self) -> Contacts:
        cipher = Cipher([b"k" * KEY_BYTES])
        return Contacts(self.house.database, cipher, Words(b"search"), lambda _: None)

    def standing(self, which: int) -> Conversation:
        return self.runner.run(self.house.inbox.get(self.ids[which]))

    @rule(which=conversations)
    def the_customer_writes(self, which: int) -> None:
        self.run(self.house.says(self.ids[which], "oi?"))

    @rule(which=conversations, hands_over=st.booleans(), ends=st.booleans())
    def the_bot_answers(self, which: int, hands_over: bool, ends: bool) -> None:
        one = self.standing(which)
        events = [NewEvent(Source.BOT, Message(text="certo", answers=one.last_customer_offset))]
        if one.lent_by is not None and (hands_over or ends):
            assert floor_back(one, None, hands_over=hands_over)
            events.append(NewEvent(Source.BOT, giving_back(one, "alguém")))
        elif hands_over:
            events.append(NewEvent(Source.BOT, HandOff(step=HandOffStep.REQUESTED)))
        before = len(self.runner.run(self.house.events(one.id)))
        self.run(self.house.ledger.append(one.id, events, require=still_unanswered(one.answered)))
        if one.owner is not Owner.BOT:
            assert len(self.runner.run(self.house.events(one.id))) == before, "the bot spoke over a person"

    @rule(which=conversations)
    def the_customer_does_not_want_to_wait(self, which: int) -> None:
        def waits(one: Conversation) -> None:
            if one.owner is not Owner.QUEUE:
                raise Superseded

        step = HandOff(step=HandOffStep.RETURNED, cause=HandOffCause.LEFT_QUEUE)
        self.run(self.house.ledger.append(self.ids[which], [NewEvent(Source.CUSTOMER, step)], require=waits))

    @rule(which=conversations, who=agents)
    def an_agent_picks_it(self, which: int, who: int) -> None:
        self.run(self.house.handoffs.take(self.ids[which], self.agents[who]))
        self.settled = False

    @rule(
        which=conversations,
        who=agents,
        step=st.sampled_from(["release", "return_to_bot", "resolve"]),
    )
    def an_agent_lets_it_go(self, which: int, who: int, step: str) -> None:
        self.run(getattr(self.house.handoffs, step)(self.ids[which], self.agents[who]))

    @rule(which=conversations, who=agents)
    def an_agent_answers(self, which: int, who: int) -> None:
        self.run(self.house.handoffs.answer(self.ids[which], self.agents[who], "oi!"))

    @rule(which=conversations, who=agents, to=agents, force=st.booleans())
    def it_is_passed_on(self, which: int, who: int, to: int, force: bool) -> None:
        transfers, by = self.house.transfers, self.agents[who]
        give = transfers.assign if force else transfers.to_agent
        self.run(give(self.ids[which], by, self.agents[to].id, "por favor"))

    @rule(which=conversations, who=agents)
    def the_bot_is_asked_to_run_a_form(self, which: int, who: int) -> None:
        by = self.agents[who]
        step = HandOff(step=HandOffStep.LENT, agent=by.id, agent_name=by.name, form="exchange")
        asked = [NewEvent(Source.AGENT, step), NewEvent(Source.BOT, Message(text="Qual é o pedido?"))]
        self.run(self.house.ledger.append(self.ids[which], asked, require=held_by(by)))

    @rule(which=conversations, who=agents, team=st.booleans())
    def it_is_passed_to_a_team(self, which: int, who: int, team: bool) -> None:
        # In one of them nobody is; of the other Bia is the only member.
        to = self.team if team else TeamId(uuid4())
        self.run(self.house.transfers.to_team(self.ids[which], self.agents[who], to, "é com vocês"))
        self.settled = False

    @rule(which=conversations, who=agents)
    def it_is_taken_back_from_the_bot(self, which: int, who: int) -> None:
        self.run(self.house.transfers.floor_back(self.ids[which], self.agents[who].id))

    @rule(which=conversations, who=agents, hours=st.sampled_from([None, 1, 30]))
    def an_agent_puts_it_aside(self, which: int, who: int, hours: int | None) -> None:
        by = self.agents[who]
        until = None if hours is None else datetime.now(UTC) + timedelta(hours=hours)
        marks = Marks(self.house.database, self.house.ledger)
        self.run(marks.snooze(self.ids[which], by, until, held_by(by)))

    @rule(which=conversations, who=agents, vip=st.booleans())
    def the_customer_is_called_a_vip(self, which: int, who: int, vip: bool) -> None:
        by, contacts = self.agents[who], self.contacts()
        somebody = self.runner.run(contacts.of(self.ids[which]))
        self.run(contacts.change(somebody.id, somebody.known.model_copy(update={"vip": vip}), by))

    @rule(one=conversations, other=conversations, who=agents)
    def two_contacts_turn_out_to_be_one(self, one: int, other: int, who: int) -> None:
        contacts = self.contacts()
        kept, gone = (self.runner.run(contacts.of(self.ids[which])).id for which in (one, other))
        merging = Merging(self.house.database, contacts)
        self.run(merging.merge(kept, gone, self.agents[who], force=True))

    @rule(which=conversations)
    def the_customer_is_erased(self, which: int) -> None:
        before = self.standing(which)
        self.runner.run(self.erasure.erase_conversation(self.ids[which], "request"))
        after = self.standing(which)
        assert (after.owner, after.assignee, after.lent_by) == (before.owner, before.assignee, before.lent_by)

    @rule(who=agents, dies=st.booleans())
    def the_admin_locks_an_agent_out(self, who: int, dies: bool) -> None:
        """The node may die between locking them out and taking from them what they hold."""
        agent = self.agents[who]
        self.run(self.house.agents.disable(agent.id))
        if not dies:
            self.run(self.house.handoffs.release_all(agent))
        self.settled = False

    @rule(who=agents)
    def the_admin_lets_them_in_again(self, who: int) -> None:
        self.run(self._let_in(self.agents[who].id))

    async def _let_in(self, agent: AgentId) -> None:
        async with self.house.database.begin() as connection:
            again = update(agent_table).where(agent_table.c.id == agent).values(disabled=False)
            await connection.execute(again)

    @rule(who=agents)
    def an_agent_opens_the_console_on_a_node_that_dies(self, who: int) -> None:
        # Nothing more is heard of that socket: it is not closed either.
        self.run(self.house.attendance.here(self.agents[who].id, f"tab-{who}"))
        self.settled = False

    @rule(who=agents, presence=st.sampled_from(Presence))
    def an_agent_comes_or_goes(self, who: int, presence: Presence) -> None:
        self.run(self.house.attendance.choose(self.agents[who].id, presence))
        self.settled = False

    @rule(passed=minutes)
    def time_passes(self, passed: int) -> None:
        self.house.clock.passes(timedelta(minutes=passed))
        self.settled = False

    @rule()
    def the_queue_is_looked_at(self) -> None:
        self.runner.run(self.house.dispatch.round())
        self.settled = self.given_out = True

    @invariant()
    def every_conversation_has_exactly_one_owner(self) -> None:
        for which in range(3):
            one = self.standing(which)
            assert (one.assignee is not None) == (one.owner is Owner.AGENT)
            assert one.lent_by is None or one.owner is Owner.BOT
            assert (one.queued_at is not None) or one.owner is not Owner.QUEUE

    @invariant()
    def nobody_who_has_said_something_is_nobody_s(self) -> None:
        for which in range(3):
            one = self.standing(which)
            if one.owner is Owner.NOBODY:
                resolved = [
                    event.offset
                    for event in self.runner.run(self.house.events(one.id))
                    if isinstance(event.data, HandOff) and event.data.step is HandOffStep.RESOLVED
                ]
                assert one.last_customer_offset < resolved[-1]

    @invariant()
    def who_is_gone_holds_nothing_once_the_queue_was_looked_at(self) -> None:
        if not self.settled:
            return
        there = {
            one.id
            for one in self.runner.run(self.house.attendance.everyone())
            if one.presence is not Presence.OFFLINE
        }
        for which in range(3):
            one = self.standing(which)
            holder = one.assignee or one.lent_by
            assert holder is None or holder in there, "held by somebody who is gone, or was locked out"

    @invariant()
    def whoever_waits_is_given_to_somebody_who_may_have_them(self) -> None:
        """As the queue was looked at: nobody waits while somebody who fits is there and has room."""
        if not (self.settled and self.given_out):
            return
        people = self.runner.run(self.house.attendance.everyone())
        teams = {team for one in people for team in one.teams}
        for which in range(3):
            one = self.standing(which)
            if one.owner is Owner.QUEUE:
                team = one.team if one.team in teams else None
                able = [each for each in people if may_get(each) and (team is None or team in each.teams)]
                assert not able, "waits in vain"

    @invariant()
    def every_change_of_hands_is_an_event(self) -> None:
        """The log alone, read from its beginning, tells who owns a conversation."""
        for which in range(3):
            one = self.standing(which)
            told = Conversation(one.id, one.contact, one.channel, one.opened_at, one.opened_at)
            for event in self.runner.run(self.house.events(one.id)):
                told = told.after(event)
            assert hands(told) == hands(one)

    def teardown(self) -> None:
        if hasattr(self, "house"):
            self.runner.run(self.stack.aclose())
        self.runner.close()


def hands(one: Conversation) -> tuple[object, ...]:
    """In whose hands it is."""
    return (
        one.owner,
        one.assignee,
        one.lent_by,
        one.lent_form,
        one.snoozed_until,
        one.queued_at is None,
        one.last_offset,
        one.last_agent,
        one.preferred_agent,
        one.lost_by,
    )


def test_no_day_leaves_a_conversation_without_an_owner(database_url: str, valkey_url: str):
    AnyDay.database_url, AnyDay.valkey_url = database_url, valkey_url
    run_state_machine_as_test(
        AnyDay,
        settings=settings(
            max_examples=10,
            stateful_step_count=24,
            deadline=None,
            suppress_health_check=(HealthCheck.too_slow, HealthCheck.data_too_large),
        ),
    )
