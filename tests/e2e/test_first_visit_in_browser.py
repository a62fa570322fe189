"""What the first person sees who comes to a fresh Prosa, in a real browser."""

import pytest

from tests.e2e.scenario import Browser

pytestmark = [pytest.mark.long, pytest.mark.e2e, pytest.mark.console, pytest.mark.timeout(600)]


def test_the_code_from_the_terminal_makes_an_admin_who_is_led_to_the_first_customer(unowned: Browser):
    unowned.run("first-visit")
