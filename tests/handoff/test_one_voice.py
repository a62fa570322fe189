"""One voice, always: whatever people and the bot do, and whoever dies, somebody owns a conversation."""

import asyncio
from collections.abc import Awaitable
from contextlib import AsyncExitStack, suppress
from datetime import timedelta

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from prosa.conversations.errors import ProsaError
from prosa.conversations.events import (
    ConversationId,
    HandOff,
    HandOffCause,
    HandOffStep,
    Message,
    NewEvent,
    Source,
)
from prosa.conversations.fence import Superseded, still_unanswered
from prosa.conversations.lending import floor_back, giving_back
from prosa.conversations.projection import Conversation, Owner
from prosa.engines.database import Database
from prosa.engines.valkey import Valkey
from prosa.handoff.guards import held_by
from prosa.handoff.presence import Presence
from prosa.people.agents import Agent
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

    def run(self, work: Awaitable[object]) -> object:
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
        self.ids: list[ConversationId] = [await self.house.customer() for _ in range(3)]

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
        self.settled = True

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
        people = self.runner.run(self.house.attendance.everyone())
        assert all(one.open == 0 for one in people if one.presence is Presence.OFFLINE)

    def teardown(self) -> None:
        if hasattr(self, "house"):
            self.runner.run(self.stack.aclose())
        self.runner.close()


def test_no_day_leaves_a_conversation_without_an_owner(database_url: str, valkey_url: str):
    AnyDay.database_url, AnyDay.valkey_url = database_url, valkey_url
    run_state_machine_as_test(
        AnyDay,
        settings=settings(
            max_examples=12,
            stateful_step_count=20,
            deadline=None,
            suppress_health_check=(HealthCheck.too_slow, HealthCheck.data_too_large),
        ),
    )
