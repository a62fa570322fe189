"""The count itself: it passes a log that is whole, and sees whatever is missing or twice."""

import copy
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prosa.bench.audit import Audit, audit, client_id, owed_answers
from prosa.bench.trace import Kind, Said
from prosa.conversations.events import ConversationId, Event, Message, NewEvent
from tests.conversations.saying import asks_for_a_person, bot, customer

CONVERSATION = ConversationId(UUID(int=7))
NOW = datetime(2026, 11, 24, 15, 0, tzinfo=UTC)
Logs = dict[ConversationId, list[Event]]


def log(*events: NewEvent) -> list[Event]:
    return [
        Event(CONVERSATION, offset, NOW, new.source, new.data, new.external_id)
        for offset, new in enumerate(events)
    ]


def says(id: str, text: str = "oi") -> NewEvent:
    return customer(text, f"{CONVERSATION}:{id}")


def said(id: str, offset: int, answers: int = 1) -> Said:
    return Said(
        id, Kind.NORMAL, due=0, sent_at=0, conversation=str(CONVERSATION), offset=offset,
        accepted_at=0.1, answered_at=0.2 if answers else None, answers=answers,
    )  # fmt: skip


def whole() -> tuple[list[Said], Logs]:
    """Two messages, each accepted and answered once."""
    events = log(says("a"), bot(answers=0), says("b"), bot(answers=2))
    return [said("a", 0), said("b", 2)], {CONVERSATION: events}


def found(messages: list[Said], logs: Logs) -> Audit:
    return audit(messages, logs)


def test_a_whole_log_passes():
    result = found(*whole())
    assert result.passed
    assert (result.acknowledged, result.stored, result.owed) == (2, 2, 2)


def without(offset: int) -> Callable[[Logs], None]:
    def tamper(logs: Logs) -> None:
        logs[CONVERSATION] = [event for event in logs[CONVERSATION] if event.offset != offset]

    return tamper


def appended(new: NewEvent) -> Callable[[Logs], None]:
    def tamper(logs: Logs) -> None:
        events = logs[CONVERSATION]
        events.append(Event(CONVERSATION, len(events), NOW, new.source, new.data, new.external_id))

    return tamper


def moved(logs: Logs) -> None:
    """The messages `a` and `b` have changed places."""
    events = logs[CONVERSATION]
    events[0], events[2] = replace(events[2], offset=0), replace(events[0], offset=2)


@pytest.mark.parametrize(
    "tamper, complaint",
    [
        (without(0), "lost"),
        (without(0), "gaps"),
        (moved, "lost"),
        (without(3), "unanswered"),
        (appended(says("a")), "doubled"),
        (appended(says("somebody else's")), "strangers"),
        (appended(bot(answers=0)), "answered_twice"),
        (appended(bot(answers=0)), "unheard"),
    ],
)
def test_a_log_that_was_tampered_with_does_not(tamper: Callable[[Logs], None], complaint: str):
    messages, logs = whole()
    tamper(logs)
    result = found(messages, logs)
    assert getattr(result, complaint) and not result.passed


def test_an_acknowledgement_of_what_was_never_stored_is_a_lost_message():
    messages, logs = whole()
    result = found([*messages, said("c", 4)], logs)
    assert result.lost == ["c"] and not result.passed


def test_an_answer_that_never_reached_the_customer_is_noticed():
    messages, logs = whole()
    messages[1].answers = 0
    assert found(messages, logs).unheard == ["b"]


def test_what_was_stored_and_not_acknowledged_is_told_but_no_fault():
    messages, logs = whole()
    messages[1].accepted_at = None
    result = found(messages, logs)
    assert result.passed and result.unacknowledged == 1 and result.acknowledged == 1


def test_the_bot_owes_nothing_once_a_person_has_been_called():
    events = log(says("a"), bot(answers=0), asks_for_a_person(), says("b", "alô?"))
    assert owed_answers(CONVERSATION, events) == {0}


def test_what_was_said_while_the_bot_was_calling_a_person_is_theirs_to_answer():
    events = log(says("a"), says("b"), bot(answers=0), asks_for_a_person())
    assert owed_answers(CONVERSATION, events) == {0}


steps = st.lists(st.sampled_from(["says", "answer", "person"]), max_size=25)


@given(steps)
def test_whatever_happens_in_a_conversation_a_faithful_log_passes_and_any_missing_event_is_seen(
    what: list[str],
):
    """A small model of a server that keeps every promise."""
    events: list[NewEvent] = []
    messages: list[Said] = []
    waiting: list[Said] = []
    with_people = False
    for each in what:
        if each == "says":
            message = said(f"m{len(events)}", len(events), answers=0)
            events.append(says(message.id))
            messages.append(message)
            waiting += [] if with_people else [message]
        elif each == "answer" and waiting:
            answered = waiting.pop(0)
            events.append(bot(answers=answered.offset))
            answered.answers = 1
        elif each == "person" and not with_people:
            events.append(asks_for_a_person())
            with_people, waiting = True, []
    for answered in waiting:
        events.append(bot(answers=answered.offset))
        answered.answers = 1

    assert found(messages, {CONVERSATION: log(*events)}).passed
    for missing in range(len(events)):
        logs = {CONVERSATION: log(*events)}
        gone = logs[CONVERSATION].pop(missing)
        if missing < len(events) - 1 or isinstance(gone.data, Message):
            assert not found(copy.deepcopy(messages), logs).passed


def test_the_customers_own_id_is_read_from_the_stored_one():
    [event] = log(says("m-1"))
    assert client_id(event) == "m-1"
