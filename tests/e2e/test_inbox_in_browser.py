"""The inbox as agents work in it, in a real browser."""

import pytest

from tests.e2e.scenario import Browser

pytestmark = [pytest.mark.e2e, pytest.mark.console, pytest.mark.timeout(600)]


def test_a_customer_is_answered_from_the_queue_to_the_end_over_a_lost_connection(browser: Browser):
    browser.run("inbox")


def test_the_whole_inbox_is_worked_by_keyboard_alone_and_axe_objects_to_nothing(browser: Browser):
    browser.run("inbox-keyboard")


@pytest.mark.long
def test_500_conversations_and_5000_messages_scroll_without_a_pause(browser: Browser):
    browser.run("inbox-long")


def test_two_agents_and_three_customers_at_once_and_nobody_speaks_twice_or_to_nobody(browser: Browser):
    browser.run("house")
