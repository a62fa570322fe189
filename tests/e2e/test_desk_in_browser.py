"""What agents do with a conversation besides answering it, in a real browser."""

from collections.abc import Callable, Iterator

import pytest

from tests.e2e.company_door import company_door
from tests.e2e.mould import Mould, server_like
from tests.e2e.scenario import Browser
from tests.people.provider import CLIENT, SECRET, Provider

pytestmark = [pytest.mark.long, pytest.mark.e2e, pytest.mark.console, pytest.mark.timeout(600)]


def test_an_answer_is_put_together_from_what_is_at_hand(browser: Browser):
    browser.run("desk-writing")


def test_marks_are_put_and_filtered_by_and_who_sleeps_wakes_when_the_customer_writes(browser: Browser):
    browser.run("desk-marks")


def test_a_conversation_becomes_a_ticket_goes_to_the_bot_and_back_and_to_a_team(browser: Browser):
    browser.run("desk-hands")


def test_what_agents_correct_and_answer_teaches_the_bot(browser: Browser):
    browser.run("desk-teaching")


def test_the_verdict_is_asked_for_once_and_told_everywhere(browser: Browser):
    browser.run("desk-verdict")


def test_who_looks_elsewhere_is_called_and_the_app_opens_without_a_line(browser: Browser):
    browser.run("desk-notices")


def _vouches(provider: Provider) -> Callable[[str], None]:
    """Scenarios say who stands at the company's door: `vouch E-MAIL NAME`."""

    def vouch(order: str) -> None:
        _, email, name = order.split(" ", 2)
        provider.somebody = {"sub": email, "email": email, "email_verified": True, "name": name}

    return vouch


@pytest.fixture
def company(mould: Mould) -> Iterator[Browser]:
    """A server whose company has a sign-in of its own."""
    with (
        company_door() as provider,
        server_like(
            mould.home,
            PROSA_OIDC_ISSUER=provider.issuer,
            PROSA_OIDC_CLIENT_ID=CLIENT,
            PROSA_OIDC_CLIENT_SECRET=SECRET,
            PROSA_OIDC_NAME="Jabuti ID",
            PROSA_OIDC_DOMAINS="jabuti.example",
        ) as server,
    ):
        yield Browser(server, mould.admin, _vouches(provider))


def test_who_works_here_comes_in_by_the_company_and_strangers_do_not(company: Browser):
    company.run("desk-door")
