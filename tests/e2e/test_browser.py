"""What a customer sees, in a real browser. Each scenario is a file of `browser/scenarios`."""

import pytest

from tests.e2e.scenario import Browser

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(600)]


def test_six_messages_get_a_reply_an_order_an_article_a_ticket_products_and_a_queue(browser: Browser):
    browser.run("six-messages")


def test_a_reload_in_mid_conversation_shows_everything_once_and_goes_on(browser: Browser):
    browser.run("reload")


def test_a_server_killed_while_the_customer_types_loses_and_doubles_nothing(browser: Browser):
    browser.run("server-killed")


def test_messages_sent_offline_go_out_once_and_in_order(browser: Browser):
    browser.run("offline")


def test_two_tabs_show_the_same_conversation(browser: Browser):
    browser.run("two-tabs")


def test_a_person_takes_over_by_name_and_is_rated(browser: Browser):
    browser.run("person")


def test_on_a_phone_the_chat_fills_the_screen(browser: Browser):
    browser.run("phone")


def test_dark_pages_get_a_dark_chat(browser: Browser):
    browser.run("dark")


def test_everything_can_be_done_with_the_keyboard(browser: Browser):
    browser.run("keyboard")


def test_axe_finds_nothing_to_object_to(browser: Browser):
    browser.run("axe")


def test_markup_and_other_hostile_text_is_shown_and_never_rendered(browser: Browser):
    browser.run("hostile")


def test_somebody_who_lingers_on_a_page_is_spoken_to_once_and_may_say_stop(browser: Browser):
    browser.run("proactive")
