"""Who works here: inviting, changing, locking out; teams; the first admin; who did what."""

import asyncio
from datetime import timedelta
from typing import Any
from uuid import uuid4

import httpx
import pytest
from sqlalchemy import update

from prosa.people.models import agent_invitation, agent_reset
from prosa.people.roles import Role
from tests.people.office import PASSWORD, Office, signs_in, whoami


async def invite(admin: httpx.AsyncClient, email: str = "bia@loja.example", **more: Any) -> str:
    """The token of an invitation."""
    made = await admin.post("/api/people/invitations", json={"email": email, **more})
    assert made.status_code == 201, made.text
    link: str = made.json()["link"]
    assert link.startswith("http://localhost/console/invitation/")
    return link.rpartition("/")[2]


async def test_who_is_invited_comes_with_the_role_teams_and_skills_they_were_invited_to(office: Office):
    admin = await office.signed_in("Ana", Role.ADMIN)
    team = (await admin.post("/api/people/teams", json={"name": "Vendas", "skills": ["sales"]})).json()["id"]
    token = await invite(admin, role="supervisor", teams=[team], skills=["billing"])
    guest = office.browser()
    seen = (await guest.get(f"/api/auth/invitations/{token}")).json()
    assert seen == {
        "email": "bia@loja.example",
        "role": "supervisor",
        "invited_by": "Ana",
        "company": "Casa Jabuti",
    }
    came = await guest.post(f"/api/auth/invitations/{token}", json={"name": "Bia", "password": PASSWORD})
    assert came.status_code == 200 and await whoami(guest) == "Bia"
    (bia,) = [each for each in (await admin.get("/api/people")).json() if each["name"] == "Bia"]
    assert (bia["role"], bia["teams"], bia["skills"]) == ("supervisor", [team], ["billing"])
    again = await office.browser().post(
        f"/api/auth/invitations/{token}", json={"name": "Bia", "password": PASSWORD}
    )
    assert (again.status_code, again.json()["error"]["code"]) == (404, "no_such_invitation")
    known = await office.staff.people.agents.with_email("bia@loja.example")
    assert known is not None and known.skills == {"billing", "sales"} and known.teams


async def test_an_invitation_taken_back_replaced_or_old_lets_nobody_in(office: Office):
    admin = await office.signed_in("Ana", Role.ADMIN)
    replaced = await invite(admin)
    withdrawn = await invite(admin)
    (listed,) = (await admin.get("/api/people/invitations")).json()
    assert (await admin.delete(f"/api/people/invitations/{listed['id']}")).status_code == 204
    old = await invite(admin)
    async with office.database.begin() as connection:
        aged = agent_invitation.c.expires_at - timedelta(days=8)
        await connection.execute(update(agent_invitation).values(expires_at=aged))
    for token in (replaced, withdrawn, old, "inventado"):
        assert (await office.browser().get(f"/api/auth/invitations/{token}")).status_code == 404
    assert (await admin.get("/api/people/invitations")).json() == []


async def test_one_link_makes_one_person_however_often_it_is_used_at_once(office: Office):
    admin = await office.signed_in("Ana", Role.ADMIN)
    token = await invite(admin)
    order = {"name": "Bia", "password": PASSWORD}
    answers = await asyncio.gather(
        *(office.browser().post(f"/api/auth/invitations/{token}", json=order) for _ in range(4))
    )
    assert sorted(each.status_code for each in answers) == [200, 404, 404, 404]


async def test_who_works_here_is_not_invited(office: Office):
    admin = await office.signed_in("Ana", Role.ADMIN)
    refused = await admin.post("/api/people/invitations", json={"email": "ANA@loja.example"})
    assert refused.json()["error"]["code"] == "email_taken"


@pytest.mark.parametrize(
    "role, reading, deciding", [(Role.AGENT, 403, 403), (Role.SUPERVISOR, 200, 403), (Role.ADMIN, 200, 200)]
)
async def test_a_role_may_do_what_it_may_and_no_more(office: Office, role: Role, reading: int, deciding: int):
    browser = await office.signed_in("Ana", role)
    for path in ("", "/invitations"):
        assert (await browser.get(f"/api/people{path}")).status_code == reading
    assert (await browser.get("/api/people/audit")).status_code == deciding
    made = await browser.post("/api/people/teams", json={"name": "Vendas"})
    assert made.status_code == (201 if deciding == 200 else 403)
    stranger = uuid4()
    for method, path in (
        ("PATCH", f"/{stranger}"),
        ("POST", f"/{stranger}/reset"),
        ("POST", f"/{stranger}/disable"),
        ("POST", f"/{stranger}/enable"),
        ("DELETE", f"/{stranger}/totp"),
        ("DELETE", f"/teams/{stranger}"),
        ("DELETE", f"/invitations/{stranger}"),
    ):
        answer = await browser.request(method, f"/api/people{path}", json={} if method == "PATCH" else None)
        assert answer.status_code == (404 if deciding == 200 else 403), path


async def test_who_is_locked_out_is_so_at_once_and_what_they_hold_is_let_go(office: Office):
    admin = await office.signed_in("Ana", Role.ADMIN)
    bia = await office.signed_in("Bia")
    known = await office.staff.people.agents.with_email("bia@loja.example")
    assert known is not None
    locked = await admin.post(f"/api/people/{known.id}/disable")
    assert locked.status_code == 200 and locked.json()["disabled"]
    assert await whoami(bia) is None and office.left == ["Bia"]
    assert (await bia.get("/api/auth/sessions")).status_code == 401
    await signs_in(office.browser(), "Bia", status=401)
    await admin.post(f"/api/people/{known.id}/enable")
    assert await whoami(bia) is None  # sessions that have ended stay so
    await signs_in(bia, "Bia")


async def test_the_last_admin_stays_one(office: Office):
    admin = await office.signed_in("Ana", Role.ADMIN)
    ana = (await admin.get("/api/people")).json()[0]["id"]
    for answer in (
        await admin.post(f"/api/people/{ana}/disable"),
        await admin.patch(f"/api/people/{ana}", json={"role": "supervisor"}),
    ):
        assert (answer.status_code, answer.json()["error"]["code"]) == (409, "last_admin")
    assert await whoami(admin) == "Ana"
    await office.hire("Bia", Role.ADMIN)
    stepped = await admin.patch(f"/api/people/{ana}", json={"role": "supervisor"})
    assert stepped.json()["role"] == "supervisor"


async def test_two_admins_cannot_lock_each_other_out_at_the_same_time(office: Office):
    one, other = await office.signed_in("Ana", Role.ADMIN), await office.signed_in("Bia", Role.ADMIN)
    ids = {each["name"]: each["id"] for each in (await one.get("/api/people")).json()}
    answers = await asyncio.gather(
        one.post(f"/api/people/{ids['Bia']}/disable"), other.post(f"/api/people/{ids['Ana']}/disable")
    )
    assert sorted(each.status_code for each in answers)[0] == 200
    assert [person.disabled for person in await office.staff.roster.all()].count(False) == 1


async def test_somebody_is_changed_in_what_is_named_and_stays_the_same_in_the_rest(office: Office):
    admin = await office.signed_in("Ana", Role.ADMIN)
    bia = await office.hire("Bia")
    path = f"/api/people/{bia.id}"
    changed = (await admin.patch(path, json={"skills": ["sales"], "max_conversations": 3})).json()
    assert (changed["name"], changed["skills"], changed["max_conversations"]) == ("Bia", ["sales"], 3)
    changed = (await admin.patch(path, json={"name": "Bia Lima", "skills": []})).json()
    assert (changed["name"], changed["skills"], changed["max_conversations"]) == ("Bia Lima", [], 3)
    nowhere = await admin.patch(path, json={"teams": [str(uuid4())]})
    assert nowhere.json()["error"]["code"] == "unknown_team"


async def test_a_reset_sets_a_password_once_and_ends_every_session(office: Office):
    admin = await office.signed_in("Ana", Role.ADMIN)
    bia = await office.signed_in("Bia")
    id = next(each["id"] for each in (await admin.get("/api/people")).json() if each["name"] == "Bia")
    stale = (await admin.post(f"/api/people/{id}/reset")).json()["link"].rpartition("/")[2]
    token = (await admin.post(f"/api/people/{id}/reset")).json()["link"].rpartition("/")[2]
    guest = office.browser()
    for used, status in ((stale, 404), (token, 204), (token, 404)):
        answer = await guest.post("/api/auth/resets", json={"token": used, "password": "tartaruga-de-patins"})
        assert answer.status_code == status
    assert await whoami(bia) is None
    await signs_in(bia, "Bia", status=401)
    await signs_in(bia, "Bia", "tartaruga-de-patins")


async def test_an_old_link_resets_nothing(office: Office):
    admin = await office.hire("Ana", Role.ADMIN)
    token, _ = await office.staff.resets.begin(admin.id, admin.id)
    async with office.database.begin() as connection:
        aged = agent_reset.c.expires_at - timedelta(days=2)
        await connection.execute(update(agent_reset).values(expires_at=aged))
    answer = await office.browser().post(
        "/api/auth/resets", json={"token": token, "password": "tartaruga-de-patins"}
    )
    assert answer.json()["error"]["code"] == "no_such_reset"


async def test_teams_are_made_changed_and_dissolved(office: Office):
    admin = await office.signed_in("Ana", Role.ADMIN)
    bia = await office.hire("Bia")
    team = (await admin.post("/api/people/teams", json={"name": "Vendas", "members": [str(bia.id)]})).json()
    taken = await admin.post("/api/people/teams", json={"name": "Vendas"})
    assert taken.json()["error"]["code"] == "team_name_taken"
    path = f"/api/people/teams/{team['id']}"
    changed = (await admin.patch(path, json={"description": "Antes de comprar", "skills": ["sales"]})).json()
    assert (changed["name"], changed["members"]) == ("Vendas", [str(bia.id)])
    known = await office.staff.people.agents.get(bia.id)
    assert known is not None and known.skills == {"sales"}
    missing = await admin.patch(path, json={"members": [str(uuid4())]})
    assert missing.json()["error"]["code"] == "unknown_member"
    assert (await admin.delete(path)).status_code == 204
    known = await office.staff.people.agents.get(bia.id)
    assert known is not None and known.teams == frozenset()


async def test_the_first_admin_comes_with_the_code_that_was_printed(office: Office):
    guest = office.browser()
    assert (await guest.get("/api/auth/status")).json()["first"]
    one, other = await office.staff.first.new_code(), await office.staff.first.new_code()
    assert one is not None and other is not None and one != other
    order = {"name": "Ana", "email": "ana@loja.example", "password": PASSWORD}
    wrong = await guest.post("/api/auth/first", json={**order, "code": "AAAA-BBBB-CCCC-DDDD"})
    assert (wrong.status_code, wrong.json()["error"]["code"]) == (403, "wrong_first_code")
    made = await guest.post("/api/auth/first", json={**order, "code": one.lower().replace("-", " ")})
    assert made.status_code == 200 and made.json()["signed_in"]["role"] == "admin"
    assert not made.json()["first"] and not (await office.browser().get("/api/auth/status")).json()["first"]
    late = await guest.post("/api/auth/first", json={**order, "email": "eva@loja.example", "code": other})
    assert (late.status_code, late.json()["error"]["code"]) == (409, "admin_there")
    assert await office.staff.first.new_code() is None


async def test_of_several_with_a_code_at_once_one_becomes_the_first_admin(office: Office):
    codes = [await office.staff.first.new_code() for _ in range(3)]
    answers = await asyncio.gather(
        *(
            office.browser().post(
                "/api/auth/first",
                json={"name": "Ana", "email": f"ana{i}@loja.example", "password": PASSWORD, "code": code},
            )
            for i, code in enumerate(codes)
        )
    )
    assert sorted(each.status_code for each in answers) == [200, 409, 409]


async def test_who_answered_before_there_were_admins_becomes_the_first(office: Office):
    ana = await office.hire("Ana", password=None)
    code = await office.staff.first.new_code()
    order = {"name": "Ana", "email": "Ana@loja.example", "password": PASSWORD, "code": code}
    made = (await office.browser().post("/api/auth/first", json=order)).json()
    assert (made["signed_in"]["id"], made["signed_in"]["role"]) == (str(ana.id), "admin")


async def test_the_audit_log_is_read_page_by_page_the_latest_first(office: Office):
    admin = await office.signed_in("Ana", Role.ADMIN)
    for name in ("Vendas", "Trocas", "Cobrança"):
        await admin.post("/api/people/teams", json={"name": name})
    seen: list[dict[str, Any]] = []
    before: int | None = None
    for _ in range(5):
        query = {"limit": 2} | ({} if before is None else {"before": before})
        page = (await admin.get("/api/people/audit", params=query)).json()
        seen += page["entries"]
        before = page["before"]
        if before is None:
            break
    assert [(each["action"], each["detail"].get("name")) for each in seen] == [
        ("team.created", "Cobrança"),
        ("team.created", "Trocas"),
        ("team.created", "Vendas"),
        ("session.opened", None),
    ]
    assert {each["by_name"] for each in seen} == {"Ana"}
