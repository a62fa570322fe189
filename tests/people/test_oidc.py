"""The company's own sign-in, against a provider that speaks OpenID Connect over HTTP."""

from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest

from prosa.engines.database import Database
from prosa.engines.valkey import Valkey
from prosa.people.roles import Role
from prosa.settings import Settings
from tests.people.office import Office, open_office, whoami
from tests.people.provider import CLIENT, SECRET, Provider, new_key, open_provider, query_of

ANA = {"sub": "42", "email": "Ana@loja.example", "email_verified": True, "name": "Ana Souza"}


@pytest.fixture
async def provider() -> AsyncIterator[Provider]:
    async with open_provider() as provider:
        provider.somebody = dict(ANA)
        yield provider


@pytest.fixture
async def company(
    provider: Provider, settings: Settings, database: Database, valkey: Valkey
) -> AsyncIterator[Office]:
    """An office whose company has a sign-in of its own."""
    changes = {
        "oidc_issuer": provider.issuer,
        "oidc_client_id": CLIENT,
        "oidc_client_secret": SECRET,
        "oidc_name": "Jabuti ID",
        "oidc_domains": "casa.example, @jabuti.example",
    }
    with_oidc = Settings.model_validate(settings.model_dump() | changes)
    async with open_office(with_oidc, database, valkey) as office:
        yield office


async def goes_there(browser: httpx.AsyncClient) -> str:
    """The address with which the provider sends the browser back."""
    start = await browser.get("/api/auth/oidc/start")
    assert start.status_code == 303
    async with httpx.AsyncClient() as outside:
        answer = await outside.get(start.headers["location"])
    return answer.headers["location"]


async def comes_in(browser: httpx.AsyncClient) -> str:
    """Where the browser ends up."""
    back = await browser.get(await goes_there(browser))
    assert back.status_code == 303
    return back.headers["location"]


def error_of(address: str) -> str:
    return query_of(address)["sign_in_error"]


async def test_who_works_here_comes_in_by_the_company(company: Office):
    ana = await company.hire("Ana", Role.SUPERVISOR, password=None)
    browser = company.browser(None)
    status = (await browser.get("/api/auth/status")).json()
    assert status["oidc"] == {"name": "Jabuti ID"}
    assert await comes_in(browser) == "/console/"
    assert await whoami(browser) == "Ana"
    assert ("oidc.linked", str(ana.id), {}) in await company.audited()


async def test_once_known_somebody_is_known_by_more_than_the_address(company: Office, provider: Provider):
    await company.hire("Ana", password=None)
    await comes_in(company.browser(None))
    provider.somebody |= {"email": "ana.souza@outra.example", "email_verified": False}
    browser = company.browser(None)
    assert await comes_in(browser) == "/console/" and await whoami(browser) == "Ana"
    provider.somebody = {**ANA, "sub": "43"}  # the address has gone to somebody else
    assert error_of(await comes_in(company.browser(None))) == "not_one_of_us"


@pytest.mark.parametrize(
    "changes, enters",
    [
        ({"email": "bia@jabuti.example"}, True),
        ({"email": "bia@casa.example"}, True),
        ({"email": "bia@outra.example"}, False),
        ({"email": "bia@jabuti.example", "email_verified": False}, False),
        ({"email": "bia@jabuti.example.evil.example"}, False),
        ({"email": ""}, False),
    ],
)
async def test_a_stranger_comes_in_as_an_agent_when_the_domain_is_the_company_s(
    company: Office, provider: Provider, changes: dict[str, Any], enters: bool
):
    provider.somebody = {**ANA, "name": "Bia", **changes}
    browser = company.browser(None)
    ended = await comes_in(browser)
    if enters:
        assert ended == "/console/" and await whoami(browser) == "Bia"
        (bia,) = await company.staff.roster.all()
        assert (bia.role, bia.has_password) == (Role.AGENT, False)
    else:
        assert error_of(ended) == "not_one_of_us" and await whoami(browser) is None


async def test_an_address_nobody_has_verified_opens_no_account(company: Office, provider: Provider):
    await company.hire("Ana", Role.ADMIN)
    provider.somebody["email_verified"] = False
    assert error_of(await comes_in(company.browser(None))) == "not_one_of_us"


async def test_who_is_locked_out_does_not_come_in_by_the_company_either(company: Office):
    ana, boss = await company.hire("Ana"), await company.hire("Davi", Role.ADMIN)
    await company.staff.roster.disable(ana.id, boss.id)
    assert error_of(await comes_in(company.browser(None))) == "not_one_of_us"


@pytest.mark.parametrize(
    "lies",
    [
        {"iss": "https://evil.example"},
        {"aud": "another client"},
        {"aud": [CLIENT, "another"], "azp": "another"},
        {"aud": [CLIENT, "another"]},
        {"nonce": "of another sign-in"},
        {"nonce": None},
        {"exp": 1_000_000_000},
        {"exp": None},
        {"sub": None},
    ],
)
async def test_a_token_that_is_not_for_this_sign_in_proves_nothing(
    company: Office, provider: Provider, lies: dict[str, Any]
):
    await company.hire("Ana")
    provider.lies = lies
    browser = company.browser(None)
    assert error_of(await comes_in(browser)) == "oidc_refused" and await whoami(browser) is None


async def test_a_token_that_the_provider_did_not_sign_proves_nothing(company: Office, provider: Provider):
    await company.hire("Ana")
    provider.signs_with = new_key("1")
    assert error_of(await comes_in(company.browser(None))) == "oidc_refused"
    provider.algorithm = "none"
    assert error_of(await comes_in(company.browser(None))) == "oidc_refused"


async def test_a_new_key_of_the_provider_is_learned(company: Office, provider: Provider):
    await company.hire("Ana")
    assert await comes_in(company.browser(None)) == "/console/"
    assert await comes_in(company.browser(None)) == "/console/"
    assert provider.asked_for_keys == 1
    provider.key = new_key("2")
    assert await comes_in(company.browser(None)) == "/console/"
    assert provider.asked_for_keys == 2


async def test_an_answer_counts_only_in_the_browser_that_asked_and_once(company: Office):
    await company.hire("Ana")
    victim, attacker = company.browser(None), company.browser(None)
    theirs = await goes_there(attacker)
    assert error_of((await victim.get(theirs)).headers["location"]) == "oidc_refused"
    await goes_there(victim)
    assert error_of((await victim.get(theirs)).headers["location"]) == "oidc_refused"
    mine = await goes_there(victim)
    remembered = victim.cookies["prosa_oidc"]
    assert (await victim.get(mine)).headers["location"] == "/console/"
    victim.cookies.set("prosa_oidc", remembered)
    assert error_of((await victim.get(mine)).headers["location"]) == "oidc_refused"


async def test_a_provider_that_is_away_is_said_to_be(settings: Settings, database: Database, valkey: Valkey):
    changes = {"oidc_issuer": "http://127.0.0.1:1", "oidc_client_id": CLIENT}
    with_oidc = Settings.model_validate(settings.model_dump() | changes)
    async with open_office(with_oidc, database, valkey) as office:
        answer = await office.browser(None).get("/api/auth/oidc/start")
        assert error_of(answer.headers["location"]) == "oidc_away"


async def test_without_such_a_sign_in_there_is_none(office: Office):
    answer = await office.browser(None).get("/api/auth/oidc/start")
    assert error_of(answer.headers["location"]) == "no_oidc"
