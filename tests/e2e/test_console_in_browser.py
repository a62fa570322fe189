"""What somebody who works here sees of the console, in a real browser."""

import pytest

from tests.e2e.scenario import Browser

pytestmark = [pytest.mark.e2e, pytest.mark.console, pytest.mark.timeout(600)]


def test_one_signs_in_by_password_and_code_and_ends_other_sessions(browser: Browser):
    browser.run("console-signin")


@pytest.mark.long
def test_an_admin_invites_promotes_and_locks_out_a_colleague(browser: Browser):
    browser.run("console-people")


@pytest.mark.long
def test_the_first_steps_the_palette_the_keys_and_the_shell_without_a_connection(browser: Browser):
    browser.run("console-shell")


@pytest.mark.long
def test_hours_promises_and_ones_own_presence_are_set_and_kept(browser: Browser):
    browser.run("console-hours")


@pytest.mark.long
def test_axe_objects_to_nothing_on_every_screen_of_a_shop_in_the_middle_of_its_day(browser: Browser):
    browser.run("pictures")


@pytest.mark.long
def test_an_article_that_is_published_is_what_the_bot_answers_with(browser: Browser):
    browser.run("knowledge")


@pytest.mark.long
def test_a_message_is_accepted_by_a_key_and_taken_back(browser: Browser):
    browser.run("review")


@pytest.mark.long
def test_a_ready_answer_is_written_found_and_removed(browser: Browser):
    browser.run("replies")


@pytest.mark.long
def test_a_customer_sends_a_photo_and_a_pdf_and_gets_one_back(browser: Browser):
    browser.run("photo")
