"""The conversation's row is a fold of its log: whatever happens, in whatever order, it stays consistent."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from pydantic import ValidationError

from prosa.conversations.events import (
    AgentId,
    ContactId,
    Event,
    HandOff,
    HandOffStep,
    Message,
    NewEvent,
    Note,
    Source,
)
from prosa.conversations.facts import Outcome
from prosa.conversations.parts import Urgency
from prosa.conversations.projection import Conversation, Owner
from tests.conversations.saying import (
    agent_says,
    asks_for_a_person,
    bot,
    customer,
    new_conversation,
    rated,
    step,
)

START = datetime(2026, 3, 2, 12, tzinfo=UTC)


def blank() -> Conversation:
    return Conversation(
        id=new_conversation(), contact=ContactId(uuid4()), channel="web", opened_at=START, updated_at=START
    )


def after(conversation: Conversation, *events: NewEvent) -> Conversation:
    """The conversation once these have happened, a second apart."""
    for new in events:
        event = Event(
            conversation=conversation.id,
            offset=conversation.last_offset + 1,
            at=conversation.updated_at + timedelta(seconds=1),
            source=new.source,
            data=new.data,
        )
        conversation = conversation.after(event)
    return conversation


class AnyConversation(RuleBasedStateMachine):
    """Any event at any time, checked against a naive account of what was said and who was asked."""

    @initialize()
    def begin(self) -> None:
        self.conversation = blank()
        self.unanswered: set[int] = set()
        """Offsets of the customer's messages that still wait for the bot."""
        self.said = dict.fromkeys((Source.CUSTOMER, Source.BOT, Source.AGENT), 0)
        self.events = 0

    def happens(self, new: NewEvent) -> None:
        self.conversation = after(self.conversation, new)
        self.events += 1
        if isinstance(new.data, Message) and new.source in self.said:
            self.said[new.source] += 1

    @rule()
    def the_customer_writes(self) -> None:
        bot_answers = self.conversation.owner in (Owner.BOT, Owner.NOBODY)
        self.happens(customer())
        if bot_answers:
            self.unanswered.add(self.conversation.last_offset)

    @precondition(lambda self: self.unanswered and self.conversation.owner is Owner.BOT)
    @rule()
    def the_bot_answers_the_oldest(self) -> None:
        oldest = min(self.unanswered)
        self.unanswered.remove(oldest)
        self.happens(bot(answers=oldest))

    @rule()
    def the_bot_says_something_of_its_own(self) -> None:
        self.happens(bot())

    @rule()
    def an_agent_writes(self) -> None:
        self.happens(agent_says())

    @rule(which=st.sampled_from(HandOffStep), urgency=st.sampled_from(Urgency))
    def it_changes_hands(self, which: HandOffStep, urgency: Urgency) -> None:
        handoff = HandOff(step=which, urgency=urgency, agent=AgentId(uuid4()), form="exchange")
        self.happens(NewEvent(Source.AGENT, handoff))
        # Whoever has it now has read it all.
        self.unanswered.clear()

    @rule(score=st.integers(1, 5))
    def the_customer_rates(self, score: int) -> None:
        self.happens(rated(score))
        assert self.conversation.rating == score

    @rule()
    def an_agent_notes(self) -> None:
        self.happens(NewEvent(Source.AGENT, Note(text="cliente antigo")))

    @invariant()
    def it_has_exactly_one_owner(self) -> None:
        conversation = self.conversation
        assert conversation.owner in Owner
        assert (conversation.assignee is not None) == (conversation.owner is Owner.AGENT)
        assert (conversation.assigned_at is not None) == (conversation.owner is Owner.AGENT)
        assert conversation.lent_by is None or conversation.owner is Owner.BOT

    @invariant()
    def who_waits_for_a_person_waits_since_a_moment(self) -> None:
        if self.conversation.waiting_since is not None:
            assert self.conversation.with_people
            assert self.conversation.waiting_since <= self.conversation.updated_at

    @invariant()
    def nothing_is_promised_to_who_waits_for_nobody(self) -> None:
        conversation = self.conversation
        if not conversation.with_people and conversation.lent_by is None:
            assert conversation.team is conversation.preferred_agent is conversation.lost_by is None
            assert not conversation.warned and not conversation.breached

    @invariant()
    def whoever_waits_has_a_time_of_queueing_and_nobody_else_waits(self) -> None:
        if self.conversation.owner is Owner.QUEUE:
            assert self.conversation.queued_at is not None
        if self.conversation.owner in (Owner.BOT, Owner.NOBODY) and self.conversation.lent_by is None:
            assert self.conversation.queued_at is None

    @invariant()
    def the_bot_owes_an_answer_while_it_owns_an_unanswered_message(self) -> None:
        assert self.conversation.owes_answer == bool(self.unanswered)
        if self.unanswered:
            assert self.conversation.answered < min(self.unanswered)

    @invariant()
    def it_counts_what_was_said(self) -> None:
        conversation = self.conversation
        assert conversation.last_offset == self.events - 1
        assert conversation.customer_messages == self.said[Source.CUSTOMER]
        assert conversation.bot_messages == self.said[Source.BOT]
        assert conversation.agent_messages == self.said[Source.AGENT]
        assert conversation.updated_at == START + timedelta(seconds=self.events)


TestAnyConversation = AnyConversation.TestCase


def test_an_answer_settles_its_message_and_no_later_one():
    conversation = after(blank(), customer("um"), customer("dois"), bot(answers=0))
    assert conversation.owes_answer and conversation.answered == 0
    assert not after(conversation, bot(answers=1)).owes_answer


def test_what_the_customer_says_to_a_person_is_not_for_the_bot_to_answer():
    waiting = after(blank(), asks_for_a_person(), customer("alguém aí?"))
    assert not waiting.owes_answer
    returned = after(waiting, step(HandOffStep.ASSIGNED), customer("oi"), step(HandOffStep.RETURNED))
    assert returned.owner is Owner.BOT and not returned.owes_answer
    assert after(returned, customer("e agora?")).owes_answer


def test_a_handed_over_conversation_owes_nothing_for_what_came_before():
    conversation = after(
        blank(),
        customer("um"),
        customer("dois"),
        bot(answers=0, outcome=Outcome.HANDED_OVER),
        asks_for_a_person(),
    )
    assert conversation.owner is Owner.QUEUE and not conversation.owes_answer
    assert conversation.escalations == 1


def test_a_resolved_conversation_goes_back_to_the_bot_with_the_next_message():
    urgent = NewEvent(Source.BOT, HandOff(step=HandOffStep.REQUESTED, urgency=Urgency.URGENT, skill="sales"))
    resolved = after(blank(), urgent, step(HandOffStep.ASSIGNED), step(HandOffStep.RESOLVED))
    assert resolved.owner is Owner.NOBODY and not resolved.owes_answer

    reopened = after(resolved, customer("oi de novo"))
    assert reopened.owner is Owner.BOT and reopened.owes_answer
    assert (reopened.urgency, reopened.skill) == (Urgency.MEDIUM, None)


def test_a_released_conversation_keeps_its_place_in_the_queue():
    queued = after(blank(), asks_for_a_person())
    released = after(queued, step(HandOffStep.ASSIGNED), agent_says(), step(HandOffStep.RELEASED))
    assert released.owner is Owner.QUEUE
    assert released.queued_at == queued.queued_at


def test_a_conversation_that_never_queued_queues_from_its_release():
    taken = after(blank(), customer(), step(HandOffStep.ASSIGNED))
    released = after(taken, step(HandOffStep.RELEASED))
    assert released.queued_at == released.updated_at


def test_nobody_can_be_assigned_without_being_named():
    with pytest.raises(ValidationError):
        HandOff(step=HandOffStep.ASSIGNED)


def test_an_event_changes_nothing_of_the_conversation_it_follows():
    before = blank()
    copy = replace(before)
    after(before, customer())
    assert before == copy
