"""Whether a rule may speak: once, never against the customer's wish, never into somebody's word."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prosa.conversations.unasked.deciding import Reason, Situation, verdict_on
from prosa.packs.proactive import ProactiveRule, QuietHours

ZONE = ZoneInfo("America/Sao_Paulo")
NEVER_QUIET = QuietHours(begins=time(0), ends=time(0))
NIGHT = QuietHours()
NOON = datetime(2026, 6, 10, 12, 0, tzinfo=ZONE).astimezone(UTC)
MOMENTS = st.timedeltas(timedelta(0), timedelta(days=1000)).map(lambda after: NOON + after)
RULES = st.builds(
    ProactiveRule,
    event=st.just("late"),
    reply=st.just("late"),
    once_every_days=st.floats(0.01, 30),
    identified=st.booleans(),
)


@st.composite
def situations(draw: st.DrawFn) -> Situation:
    now = draw(MOMENTS)
    ago = st.none() | st.timedeltas(timedelta(0), timedelta(days=40)).map(lambda ago: now - ago)
    flag = st.sampled_from((False, False, False, True))
    return Situation(
        now=now,
        identified=draw(st.booleans()),
        stopped=draw(flag),
        told_at=draw(ago),
        with_people=draw(flag),
        asking=draw(flag),
        typing=draw(flag),
        spoken_at=draw(ago),
        expires_at=draw(
            st.none() | st.timedeltas(timedelta(hours=-1), timedelta(days=2)).map(lambda left: now + left)
        ),
    )


@given(RULES, situations(), st.sampled_from((NEVER_QUIET, NIGHT)))
def test_a_rule_speaks_only_when_nothing_stands_against_it(
    rule: ProactiveRule, situation: Situation, quiet: QuietHours
):
    verdict = verdict_on(rule, quiet, ZONE, situation)
    now = situation.now
    if verdict.speaks:
        assert not (situation.stopped or situation.with_people or situation.asking or situation.typing)
        assert situation.told_at is None or now - situation.told_at >= rule.once_every
        assert situation.identified or not rule.identified
        assert situation.expires_at is None or now < situation.expires_at
        assert quiet.until(now, ZONE) is None
        assert verdict.again_at is None


@given(RULES, situations(), st.sampled_from((NEVER_QUIET, NIGHT)))
def test_what_waits_is_asked_about_again_in_the_future_and_never_after_it_expires(
    rule: ProactiveRule, situation: Situation, quiet: QuietHours
):
    verdict = verdict_on(rule, quiet, ZONE, situation)
    if verdict.again_at is not None:
        assert verdict.again_at > situation.now
        assert situation.expires_at is None or verdict.again_at <= situation.expires_at


@given(RULES, situations())
def test_who_has_asked_to_be_told_nothing_is_never_told_and_never_waited_for(
    rule: ProactiveRule, situation: Situation
):
    verdict = verdict_on(rule, NEVER_QUIET, ZONE, replace(situation, stopped=True))
    assert not verdict.speaks and verdict.again_at is None


@given(st.lists(MOMENTS, min_size=1, max_size=30), st.floats(0.5, 20))
def test_however_often_it_happens_a_customer_is_told_once_in_the_period(moments: list[datetime], days: float):
    rule = ProactiveRule(event="late", reply="late", once_every_days=days)
    told: list[datetime] = []
    for now in sorted(moments):
        if verdict_on(rule, NEVER_QUIET, ZONE, Situation(now=now, told_at=told[-1] if told else None)).speaks:
            told.append(now)
    assert told
    assert all(later - earlier >= rule.once_every for earlier, later in pairwise(told))


@pytest.mark.parametrize(
    ("situation", "reason", "waits"),
    [
        (Situation(NOON), Reason.SAID, False),
        (Situation(NOON, with_people=True), Reason.PEOPLE, True),
        (Situation(NOON, asking=True), Reason.ASKING, True),
        (Situation(NOON, typing=True), Reason.TYPING, True),
        (Situation(NOON, spoken_at=NOON - timedelta(seconds=30)), Reason.TALKING, True),
        (Situation(NOON, spoken_at=NOON - timedelta(hours=1)), Reason.SAID, False),
        (Situation(NOON, told_at=NOON - timedelta(days=6)), Reason.TOLD, False),
        (Situation(NOON, told_at=NOON - timedelta(days=7)), Reason.SAID, False),
        (Situation(NOON, expires_at=NOON), Reason.EXPIRED, False),
        (Situation(NOON + timedelta(hours=10)), Reason.QUIET, True),
    ],
)
def test_each_thing_that_stands_against_it(situation: Situation, reason: Reason, waits: bool):
    rule = ProactiveRule(event="late", reply="late")
    verdict = verdict_on(rule, NIGHT, ZONE, situation)
    assert (verdict.reason, verdict.again_at is not None) == (reason, waits)
