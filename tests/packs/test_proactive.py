"""When the pack's rules let the bot speak unasked: pages, quiet hours, and what `prosa validate` says."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from prosa.packs.loader import read_pack
from prosa.packs.proactive import PageTrigger, Proactive, ProactiveRule, QuietHours
from tests.packs.conftest import WritePack, replaced

SAO_PAULO = ZoneInfo("America/Sao_Paulo")
FIRST = datetime(2010, 1, 1, tzinfo=UTC)
MOMENTS = st.timedeltas(timedelta(0), timedelta(days=9000)).map(lambda after: FIRST + after)
CLOCKS = st.times().map(lambda clock: clock.replace(second=0, microsecond=0))


@pytest.mark.parametrize(
    ("pattern", "path", "fits"),
    [
        ("/carrinho", "/carrinho", True),
        ("/carrinho", "/carrinho/", True),
        ("/carrinho", "/carrinho/pagamento", False),
        ("/carrinho*", "/carrinho/pagamento", True),
        ("/produtos/*", "/produtos/airfryer-4l", True),
        ("/produtos/*", "/", False),
        ("/*/checkout", "/loja/checkout", True),
        ("/p.html", "/pxhtml", False),
    ],
)
def test_a_pattern_fits_pages(pattern: str, path: str, fits: bool):
    assert PageTrigger(path=pattern).fits(path) is fits


@given(st.text(st.characters(codec="utf-8"), max_size=300))
def test_any_path_fits_a_star_and_itself_alone_fits_a_plain_one(rest: str):
    assert PageTrigger(path="/*").fits("/" + rest)
    assert not PageTrigger(path="/loja/carrinho").fits("/x" + rest)


@pytest.mark.parametrize("path", ["carrinho", "//outro.example", "/a?b", "/a b", "/*/*/*/*", "/**"])
def test_what_is_no_path_is_refused(path: str):
    with pytest.raises(ValidationError):
        PageTrigger(path=path)


@given(MOMENTS, CLOCKS, CLOCKS)
def test_quiet_hours_end_in_the_future_and_within_a_day_and_are_then_over(
    now: datetime, begins: time, ends: time
):
    quiet = QuietHours(begins=begins, ends=ends)
    end = quiet.until(now, SAO_PAULO)
    if end is not None:
        assert now < end <= now + timedelta(hours=25)
        assert begins != ends


@pytest.mark.parametrize(
    ("hour", "quiet"), [(20, False), (21, True), (23, True), (2, True), (7, True), (8, False), (12, False)]
)
def test_quiet_hours_go_over_midnight_in_the_packs_time_zone(hour: int, quiet: bool):
    now = datetime(2026, 6, 10, hour, 30, tzinfo=SAO_PAULO).astimezone(UTC)
    end = QuietHours().until(now, SAO_PAULO)
    assert (end is not None) is quiet
    if end is not None:
        assert end.astimezone(SAO_PAULO).time() == time(8)


def test_the_same_hour_twice_is_no_quiet_hour():
    assert QuietHours(begins=time(0), ends=time(0)).until(datetime.now(UTC), SAO_PAULO) is None


def test_a_rule_has_one_trigger_and_an_event_one_rule():
    with pytest.raises(ValidationError):
        ProactiveRule(reply="hello")
    with pytest.raises(ValidationError):
        ProactiveRule(reply="hello", event="late", page=PageTrigger(path="/"))
    late = ProactiveRule(reply="hello", event="late")
    with pytest.raises(ValidationError):
        Proactive(rules={"one": late, "two": late})


def test_rules_meet_only_those_who_stay_long_enough():
    rule = ProactiveRule(reply="hello", page=PageTrigger(path="/carrinho", seconds=30))
    rules = Proactive(rules={"cart": rule})
    assert rules.on_page("/carrinho", 29) == {}
    assert rules.on_page("/carrinho", 30) == {"cart": rule}


def test_validate_names_replies_that_are_missing_and_the_way_out_that_every_rule_needs(write_pack: WritePack):
    rules = "proactive: {rules: {late: {event: order_late, reply: helo}}}"
    changed = replaced("bot.yml", "intents:\n", f"{rules}\n        intents:\n")
    folder = write_pack(changed)
    _, problems = read_pack(folder)
    found = " ".join(problem.message for problem in problems)
    assert 'there is no reply "helo"' in found and '"hello"' in found
    assert "proactive: stop" in found
