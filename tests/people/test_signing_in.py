"""Signing in, as a browser does it."""

import asyncio
import base64
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select, update

from prosa.engines.valkey import Valkey
from prosa.people import totp
from prosa.people.limiting import Tries
from prosa.people.models import agent as agent_table
from prosa.people.models import agent_recovery_code, agent_session, audit_entry
from prosa.people.passwords import Passwords, WeakPassword, require_good
from prosa.people.roles import Role
from tests.people.office import HOST, PASSWORD, Office, signs_in, whoami


async def test_a_password_opens_a_session_that_lasts_until_one_signs_out(office: Office):
    await office.hire("Ana")
    browser = office.browser()
    assert await whoami(browser) is None
    told = await signs_in(browser, "Ana")
    assert told["signed_in"]["name"] == "Ana" and told["signed_in"]["has_password"]
    assert await whoami(browser) == "Ana"
    stolen = browser.cookies["prosa_session"]
    assert (await browser.post("/api/auth/sign-out")).status_code == 204
    assert "prosa_session" not in browser.cookies
    again = office.browser()
    again.cookies.set("prosa_session", stolen)
    assert await whoami(again) is None


async def test_the_cookie_is_kept_from_scripts_and_of_tls_only_where_there_is_tls(office: Office):
    await office.hire("Ana")
    order = {"email": "ana@loja.example", "password": PASSWORD}
    for host, secure in (("http://localhost", False), ("https://loja.example", True)):
        answer = await office.browser(host, host).post("/api/auth/sign-in", json=order)
        said = answer.headers["set-cookie"].lower()
        assert "httponly" in said and "samesite=lax" in said
        assert ("secure" in said) == secure


async def test_the_database_holds_neither_password_nor_session_key(office: Office):
    browser = await office.signed_in("Ana")
    token = browser.cookies["prosa_session"]
    async with office.database.connect() as connection:
        tables = (agent_table, agent_session, audit_entry)
        kept = repr([(await connection.execute(select(each))).all() for each in tables])
    assert PASSWORD not in kept and token not in kept and "$argon2id$" in kept


async def test_what_is_wrong_is_not_told(office: Office):
    await office.hire("Ana")
    await office.hire("Bia", password=None)
    gone = await office.hire("Caio")
    boss = await office.hire("Davi", Role.ADMIN)
    await office.staff.roster.disable(gone.id, boss.id)
    browser = office.browser()
    refused = [
        await signs_in(browser, "Ana", "outra senha qualquer", 401),
        await signs_in(browser, "Bia", status=401),
        await signs_in(browser, "Caio", status=401),
        await signs_in(browser, "Ninguém", status=401),
    ]
    assert all(each == refused[0] for each in refused)
    assert refused[0]["error"]["code"] == "wrong_sign_in" and await whoami(browser) is None


async def test_an_address_is_the_same_however_it_is_written(office: Office):
    await office.hire("Ana")
    answer = await office.browser().post(
        "/api/auth/sign-in", json={"email": "  ANA@Loja.Example ", "password": PASSWORD}
    )
    assert answer.status_code == 200


async def test_tries_for_an_account_are_limited_and_another_account_is_not_concerned(office: Office):
    await office.hire("Ana")
    await office.hire("Bia")
    browser = office.browser()
    for _ in range(10):
        await signs_in(browser, "Ana", "não é esta", 401)
    answer = await browser.post("/api/auth/sign-in", json={"email": "ana@loja.example", "password": PASSWORD})
    assert answer.status_code == 429 and int(answer.headers["retry-after"]) > 0
    await signs_in(browser, "Bia")


async def test_with_valkey_away_nobody_is_counted_and_everybody_gets_in():
    uncounted: list[bool] = []
    away = Valkey("valkey://127.0.0.1:1/0")
    tries = Tries(
        away, account="1/day", address="1/day", key=b"k" * 32, unavailable=lambda: uncounted.append(True)
    )
    for _ in range(3):
        await tries.count("ana@loja.example", "203.0.113.7")
    assert len(uncounted) == 3
    await away.close()


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://localhost.evil.example"])
async def test_another_page_can_do_nothing_with_the_cookie(office: Office, origin: str):
    await office.hire("Ana", Role.ADMIN)
    browser = office.browser()
    await signs_in(browser, "Ana")
    theirs = office.browser(origin)
    theirs.cookies = browser.cookies
    answers = [
        await theirs.post("/api/people/teams", json={"name": "Vendas"}),
        await theirs.delete("/api/auth/sessions"),
        await theirs.post("/api/auth/sign-out"),
        await theirs.post("/api/auth/sign-in", json={"email": "ana@loja.example", "password": PASSWORD}),
    ]
    assert [each.status_code for each in answers] == [403] * 4
    assert {each.json()["error"]["code"] for each in answers} == {"other_origin"}
    assert await whoami(browser) == "Ana"


async def test_a_browser_that_does_not_name_its_page_changes_nothing(office: Office):
    await office.hire("Ana", Role.ADMIN)
    browser = office.browser()
    await signs_in(browser, "Ana")
    nameless = office.browser(None)
    nameless.cookies = browser.cookies
    assert (await nameless.get("/api/people")).status_code == 200
    assert (await nameless.post("/api/people/teams", json={"name": "Vendas"})).status_code == 403


async def test_sessions_are_listed_and_ended_from_elsewhere(office: Office):
    await office.hire("Ana")
    office_pc, phone = office.browser(**{"User-Agent": "PC"}), office.browser(**{"User-Agent": "Celular"})
    for browser in (office_pc, phone):
        await signs_in(browser, "Ana")
    listed = (await phone.get("/api/auth/sessions")).json()
    assert {each["user_agent"]: each["current"] for each in listed} == {"PC": False, "Celular": True}
    (other,) = (each["id"] for each in listed if not each["current"])
    stranger = await office.signed_in("Bia")
    assert (await stranger.delete(f"/api/auth/sessions/{other}")).status_code == 404
    assert (await phone.delete(f"/api/auth/sessions/{other}")).status_code == 204
    assert (await whoami(office_pc), await whoami(phone)) == (None, "Ana")


async def test_a_session_that_is_not_used_ends(office: Office):
    browser = await office.signed_in("Ana")
    async with office.database.begin() as connection:
        aged = agent_session.c.expires_at - office.staff.sessions.life
        await connection.execute(update(agent_session).values(expires_at=aged))
    assert await whoami(browser) is None


async def test_a_session_that_is_used_goes_on(office: Office):
    browser = await office.signed_in("Ana")
    async with office.database.begin() as connection:
        older = agent_session.c.last_seen_at - timedelta(hours=1)
        soon = agent_session.c.last_seen_at + timedelta(hours=1)
        await connection.execute(update(agent_session).values(last_seen_at=older, expires_at=soon))
    assert await whoami(browser) == "Ana"
    async with office.database.connect() as connection:
        row = (await connection.execute(select(agent_session))).one()
    assert row.expires_at - row.last_seen_at == office.staff.sessions.life


async def test_a_new_password_ends_the_other_sessions_and_the_old_one(office: Office):
    await office.hire("Ana")
    here, there = office.browser(), office.browser()
    for browser in (here, there):
        await signs_in(browser, "Ana")
    wrong = await here.post("/api/auth/password", json={"old": "não é esta", "new": "tartaruga-de-patins"})
    assert (wrong.status_code, wrong.json()["error"]["code"]) == (403, "wrong_password")
    weak = await here.post("/api/auth/password", json={"old": PASSWORD, "new": "senha12345"})
    assert (weak.status_code, weak.json()["error"]["code"]) == (422, "weak_password")
    done = await here.post("/api/auth/password", json={"old": PASSWORD, "new": "tartaruga-de-patins"})
    assert done.status_code == 204
    assert (await whoami(here), await whoami(there)) == ("Ana", None)
    await signs_in(there, "Ana", status=401)
    await signs_in(there, "Ana", "tartaruga-de-patins")


@pytest.mark.parametrize(
    "password",
    [
        "curta",
        "x" * 201,
        "1234567890",
        "Senha12345",
        "aaaaaaaaaaaa",
        "Ana Souza Lima",
        "ana.lima@loja.example",
    ],
)
def test_what_somebody_would_try_first_is_no_password(password: str):
    with pytest.raises(WeakPassword):
        require_good(password, name="Ana Souza Lima", email="ana.lima@loja.example")


@given(st.text(min_size=10, max_size=190).filter(lambda text: len(set(text.casefold())) > 5))
def test_any_other_text_is_a_password(password: str):
    require_good(f"{password} ☂", name="Ana Souza Lima", email="ana.lima@loja.example")


async def test_a_password_is_kept_as_the_standard_wants_it_and_checked_at_nobody_too():
    passwords = Passwords()
    hashed = await passwords.hash(PASSWORD)
    assert hashed.startswith("$argon2id$v=19$m=65536,t=3,p=4$") and not passwords.is_stale(hashed)
    assert await passwords.matches(hashed, PASSWORD)
    assert not await passwords.matches(hashed, PASSWORD + "s")
    assert not await passwords.matches("no hash", PASSWORD)
    assert not await passwords.matches(None, PASSWORD)
    passwords.close()


class Telephone:
    """Shows codes. Its clock may be a step ahead, so that a second code need not be waited for."""

    def __init__(self, secret: str) -> None:
        self.secret = base64.b32decode(secret)

    def code(self, office: Office, ahead: int = 0) -> str:
        step = int(office.staff.second_factors._clock().timestamp()) // totp.STEP_SECONDS
        return totp.code_at(self.secret, step + ahead)


async def test_a_second_factor_is_asked_for_and_each_code_counts_once(office: Office):
    browser = await office.signed_in("Ana")
    offer = (await browser.post("/api/auth/totp")).json()
    assert offer["qr"].startswith("<svg") and offer["secret"] in offer["uri"]
    phone = Telephone(offer["secret"])
    elsewhere = office.browser()
    await signs_in(elsewhere, "Ana")  # offered is not confirmed
    wrong = await browser.post("/api/auth/totp/confirm", json={"code": "000000000"})
    assert (wrong.status_code, wrong.json()["error"]["code"]) == (422, "wrong_code")
    used = phone.code(office)
    confirmed = await browser.post("/api/auth/totp/confirm", json={"code": used})
    codes = confirmed.json()["recovery_codes"]
    assert len(set(codes)) == 10

    asked = await signs_in(elsewhere, "Ana", status=401)
    assert asked["error"]["code"] == "second_factor_needed"
    assert (await signs_in(elsewhere, "Ana", "errada errada", 401, code=used))["error"][
        "code"
    ] == "wrong_sign_in"
    replayed = await signs_in(elsewhere, "Ana", status=401, code=used)
    assert replayed["error"]["code"] == "wrong_code"
    fresh = phone.code(office, ahead=1)
    await signs_in(elsewhere, "Ana", code=f"{fresh[:3]} {fresh[3:]}")
    await signs_in(elsewhere, "Ana", status=401, code=fresh)
    await signs_in(elsewhere, "Ana", code=codes[0].upper())
    await signs_in(elsewhere, "Ana", status=401, code=codes[0])


async def test_a_code_that_comes_in_twice_at_once_lets_one_in(office: Office):
    browser = await office.signed_in("Ana")
    offer = (await browser.post("/api/auth/totp")).json()
    phone = Telephone(offer["secret"])
    await browser.post("/api/auth/totp/confirm", json={"code": phone.code(office)})
    order = {"email": "ana@loja.example", "password": PASSWORD, "code": phone.code(office, ahead=1)}
    answers = await asyncio.gather(
        *(office.browser().post("/api/auth/sign-in", json=order) for _ in range(4))
    )
    assert sorted(each.status_code for each in answers) == [200, 401, 401, 401]


async def test_the_second_factor_goes_by_password_and_its_secrets_lie_sealed(office: Office):
    browser = await office.signed_in("Ana")
    offer = (await browser.post("/api/auth/totp")).json()
    phone = Telephone(offer["secret"])
    done = await browser.post("/api/auth/totp/confirm", json={"code": phone.code(office)})
    codes = done.json()["recovery_codes"]
    async with office.database.connect() as connection:
        row = (await connection.execute(select(agent_table))).one()
        hashes = (await connection.execute(select(agent_recovery_code.c.code_hash))).scalars().all()
    assert phone.secret not in bytes(row.totp_sealed) and len(hashes) == 10
    assert not any(code.encode() in bytes(each) for each in hashes for code in codes)

    refused = await browser.request("DELETE", "/api/auth/totp", json={"password": "não é esta"})
    assert refused.json()["error"]["code"] == "wrong_password"
    removed = await browser.request("DELETE", "/api/auth/totp", json={"password": PASSWORD})
    assert removed.status_code == 204
    await signs_in(office.browser(), "Ana")


async def test_the_audit_log_tells_of_coming_in_and_of_trying_to(office: Office):
    ana = await office.hire("Ana")
    browser = office.browser()
    await signs_in(browser, "Ana", "não é esta", 401)
    await signs_in(browser, "Ninguém", "não é esta", 401)
    await signs_in(browser, "Ana")
    assert await office.audited() == [
        ("session.refused", str(ana.id), {"wrong": "password"}),
        ("session.refused", "", {"wrong": "password"}),
        ("session.opened", str(ana.id), {"by": "password"}),
    ]


@given(st.integers(0, 2**33), st.binary(min_size=20, max_size=20), st.integers(-5, 5))
def test_a_telephone_may_be_a_step_away_and_no_further(now: int, secret: bytes, away: int):
    step = now // totp.STEP_SECONDS + away
    if step < 0 or now < totp.STEP_SECONDS:
        return
    found = totp.step_of(secret, totp.code_at(secret, step), now)
    assert found is not None if abs(away) <= 1 else found != step  # codes of two steps may be alike


def test_codes_are_those_of_the_standard():
    """RFC 6238, appendix B: the last six digits of its eight."""
    secret = b"12345678901234567890"
    told = {59: "287082", 1111111109: "081804", 1234567890: "005924", 20000000000: "353130"}
    assert {at: totp.code_at(secret, at // 30) for at in told} == told


async def test_a_program_needs_no_page_of_ours(office: Office):
    _, token = await office.staff.people.agents.create("Robô", "robo@loja.example", role=Role.ADMIN)
    program = office.browser(None, Authorization=f"Bearer {token}")
    assert (await program.post("/api/people/teams", json={"name": "Vendas"})).status_code == 201
    assert HOST not in program.headers.values()
