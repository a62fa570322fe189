from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prosa.conversations.events import ConversationId
from prosa.conversations.parts import Urgency
from prosa.handoff.queue import (
    ENOUGH,
    HEAD_START,
    Doors,
    Staff,
    Waiting,
    can_take,
    estimated_wait,
    place,
    places,
    service_time,
)

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
OPEN = Doors(open=True)


def always(channel: str) -> Doors:
    return OPEN


ONE_AGENT = Staff(skills=(frozenset(),), service=timedelta(minutes=8), assumed=1)
LONGEST_HEAD_START = max(HEAD_START.values())

waits = st.builds(
    Waiting,
    conversation=st.uuids().map(ConversationId),
    since=st.timedeltas(timedelta(days=-1), timedelta(days=1)).map(lambda apart: NOON + apart),
    urgency=st.sampled_from(Urgency),
    skill=st.sampled_from([None, "sales", "billing"]),
)
queues = st.lists(waits, unique_by=lambda one: one.conversation)


def waiting(number: int, urgency: Urgency, minutes: float = 0) -> Waiting:
    return Waiting(ConversationId(UUID(int=number)), NOON - timedelta(minutes=minutes), urgency)


def order(*queue: Waiting) -> list[int]:
    return [id.int for id in places(queue, ONE_AGENT, always)]


def test_of_those_who_came_together_the_most_urgent_is_next():
    assert order(*(waiting(number, urgency) for number, urgency in enumerate(Urgency))) == [3, 2, 1, 0]


def test_of_equal_urgency_whoever_came_first_is_next():
    assert order(waiting(1, Urgency.HIGH, 5), waiting(2, Urgency.HIGH, 6)) == [2, 1]


def test_who_waited_longer_than_the_head_start_goes_before_the_urgent():
    assert order(waiting(1, Urgency.LOW, 121), waiting(2, Urgency.URGENT)) == [1, 2]
    assert order(waiting(1, Urgency.LOW, 119), waiting(2, Urgency.URGENT)) == [2, 1]


@given(waits, queues)
def test_nobody_is_overtaken_by_those_who_come_later_than_the_longest_head_start(
    one: Waiting, queue: list[Waiting]
):
    others = [other for other in queue if other.conversation != one.conversation]
    before = places([one, *others], ONE_AGENT, always)[one.conversation].position - 1
    assert before <= sum(other.since <= one.since + LONGEST_HEAD_START for other in others)


@given(waits, queues)
def test_nobody_s_place_gets_worse_but_for_newcomers_and_it_gets_better_when_one_leaves(
    one: Waiting, queue: list[Waiting]
):
    queue = [one, *(other for other in queue if other.conversation != one.conversation)]
    full = places(queue, ONE_AGENT, always)
    first = next(iter(full))
    rest = places([other for other in queue if other.conversation != first], ONE_AGENT, always)
    assert all(rest[id].position == full[id].position - 1 for id in rest)


@given(queues)
def test_positions_are_one_to_the_number_of_people_waiting(queue: list[Waiting]):
    assert [place.position for place in places(queue, ONE_AGENT, always).values()] == list(
        range(1, len(queue) + 1)
    )


@given(st.sampled_from(Urgency), st.sampled_from(Urgency), waits)
def test_more_urgency_never_means_a_later_turn(one: Urgency, other: Urgency, someone: Waiting):
    less, more = sorted((one, other), key=lambda urgency: urgency.rank)
    of_less = Waiting(someone.conversation, someone.since, less)
    of_more = Waiting(someone.conversation, someone.since, more)
    assert of_more.turn <= of_less.turn


def test_with_two_agents_of_eight_minutes_the_third_in_line_waits_twelve_minutes():
    assert estimated_wait(ahead=2, agents=2, service=timedelta(minutes=8)) == timedelta(minutes=12)


@given(st.integers(0, 1000), st.integers(0, 50), st.timedeltas(timedelta(seconds=1), timedelta(hours=4)))
def test_the_wait_grows_with_the_queue_and_shrinks_with_agents(ahead: int, agents: int, service: timedelta):
    wait = estimated_wait(ahead, agents, service)
    assert estimated_wait(ahead + 1, agents, service) > wait > timedelta(0)
    assert estimated_wait(ahead, agents + 1, service) <= wait


def test_only_agents_with_the_skill_shorten_the_wait_for_it():
    staff = Staff(
        (frozenset({"sales"}), frozenset({"billing"}), frozenset()), timedelta(minutes=6), assumed=1
    )
    assert place(0, "sales", staff, OPEN).wait_seconds == 180
    assert place(0, None, staff, OPEN).wait_seconds == 120
    assert place(0, "sales", Staff((), timedelta(minutes=6), assumed=3), OPEN).wait_seconds == 120


def test_outside_business_hours_a_place_says_when_people_are_back():
    back = NOON + timedelta(hours=20)
    assert place(0, None, ONE_AGENT, Doors(open=False, reopens_at=back)).reopens_at == back
    assert place(0, None, ONE_AGENT, OPEN).reopens_at is None


@pytest.mark.parametrize(
    "skills, needed, may",
    [("", "sales", True), ("sales", None, True), ("sales", "sales", True), ("billing", "sales", False)],
)
def test_an_agent_without_listed_skills_takes_everything(skills: str, needed: str | None, may: bool):
    assert can_take(frozenset(skills.split()), needed) is may


def test_the_pack_s_default_holds_until_enough_conversations_are_resolved():
    default, real = timedelta(minutes=8), timedelta(minutes=3)
    assert service_time([real] * (ENOUGH - 1), default) == default
    assert service_time([real] * ENOUGH, default) == real


def test_a_conversation_forgotten_over_night_does_not_move_the_service_time():
    assert service_time(
        [timedelta(minutes=4)] * 19 + [timedelta(hours=14)], timedelta(minutes=8)
    ) == timedelta(minutes=4)


@given(st.lists(st.timedeltas(timedelta(0), timedelta(days=2)), min_size=ENOUGH, max_size=200))
def test_the_service_time_lies_between_the_shortest_and_the_longest(durations: list[timedelta]):
    assert min(durations) <= service_time(durations, timedelta(minutes=8)) <= max(durations)


happenings = st.lists(
    st.tuples(
        st.sampled_from(["joins", "joins", "leaves", "returns"]),
        st.sampled_from(Urgency),
        st.booleans(),
        st.integers(0, 30),
        st.integers(1, 20),
    ),
    max_size=40,
)


@given(happenings)
def test_nobody_is_told_a_worse_place_unless_somebody_more_urgent_has_come(
    days: list[tuple[str, Urgency, bool, int, int]],
):
    """Whoever comes, goes, and comes back from an agent to the place they had."""
    now, queue, served = NOON, dict[ConversationId, Waiting](), list[Waiting]()
    for number, (what, urgency, vip, which, minutes) in enumerate(days):
        now += timedelta(minutes=minutes)
        before = {id: place.position for id, place in places(queue.values(), ONE_AGENT, always).items()}
        came: Waiting | None = None
        if what == "joins":
            came = Waiting(ConversationId(UUID(int=number)), now, urgency, vip=vip)
        elif what == "returns" and served:
            came = replace(served.pop(which % len(served)), rejoined=now)
        elif what == "leaves" and queue:
            served.append(queue.pop(list(queue)[which % len(queue)]))
        if came is not None:
            queue[came.conversation] = came
        after = places(queue.values(), ONE_AGENT, always)
        for id, position in before.items():
            if id in after:
                by_right = came is not None and came.head_start > queue[id].head_start
                assert after[id].position <= position + by_right
