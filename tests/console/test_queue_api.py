"""The agents' API on presence, transfers, hours and service levels."""

from typing import Any
from uuid import uuid4

from httpx import AsyncClient

from prosa.conversations.projection import Owner
from prosa.people.roles import Role
from tests.console.conftest import Hire
from tests.handoff.house import House

OWN: dict[str, Any] = {
    "days": {"monday": {"opens": "09:00", "closes": "18:00"}},
    "holidays": "national",
    "closed_on": ["2026-12-24"],
}
HOURS = {"timezone": "America/Sao_Paulo", "hours": OWN}


async def boss(house: House, anyone: AsyncClient) -> AsyncClient:
    _, token = await house.agents.create("Rita", "rita@loja.example", role=Role.SUPERVISOR)
    headers = {"Authorization": f"Bearer {token}"}
    return AsyncClient(transport=anyone._transport, base_url=anyone.base_url, headers=headers)


async def me(client: AsyncClient) -> str:
    return (await client.get("/me")).json()["id"]


async def test_presence_stays_as_chosen(hire: Hire):
    ana = await hire()
    assert (await ana.put("/presence", json={"presence": "busy"})).json() == {
        "presence": "busy",
        "chosen": "busy",
    }
    assert (await ana.get("/presence")).json()["presence"] == "busy"
    assert (await ana.put("/presence", json={"presence": "asleep"})).status_code == 422


async def test_colleagues_are_listed_with_their_room(house: House, hire: Hire):
    ana, bia = await hire("Ana", max_conversations=3), await hire("Bia")
    await ana.put("/presence", json={"presence": "online"})
    await house.waits()
    await house.assigner.round()
    first, second = (await bia.get("/colleagues")).json()["colleagues"]
    assert (first["name"], first["presence"], first["open"], first["max"]) in (
        ("Ana", "online", 1, 3),
        ("Bia", "online", 0, 5),
    )
    assert {first["name"], second["name"]} == {"Ana", "Bia"}


async def test_a_conversation_is_passed_on_with_a_note(house: House, hire: Hire):
    ana, bia = await hire("Ana"), await hire("Bia")
    bia_id = await me(bia)
    id = await house.waits()
    await ana.post(f"/conversations/{id}/take")
    passed = await ana.post(f"/conversations/{id}/transfer", json={"agent": bia_id, "note": "troca"})
    assert passed.json()["assignee"] == bia_id
    log = (await bia.get(f"/conversations/{id}")).json()["events"]
    assert log[-1]["data"]["note"] == "troca"


async def test_transfers_that_make_no_sense_are_refused(house: House, hire: Hire):
    ana = await hire()
    id = await house.waits()
    await ana.post(f"/conversations/{id}/take")
    for wrong in ({}, {"agent": str(uuid4()), "team": str(uuid4())}, {"team": "x"}, {"note": "oi"}):
        assert (await ana.post(f"/conversations/{id}/transfer", json=wrong)).status_code == 422
    forced = {"agent": await me(ana), "force": True}
    assert (await ana.post(f"/conversations/{id}/transfer", json=forced)).status_code == 403
    gone = await ana.post(f"/conversations/{id}/transfer", json={"agent": str(uuid4())})
    assert (gone.status_code, gone.json()["error"]["code"]) == (404, "no_such_agent")


async def test_only_supervisors_assign_and_set_hours_and_levels(
    house: House, hire: Hire, anyone: AsyncClient
):
    ana, rita = await hire(), await boss(house, anyone)
    id, ana_id = await house.waits(), await me(ana)
    asked = {
        ("POST", f"/conversations/{id}/assign"): {"agent": ana_id},
        ("PUT", "/hours/web"): HOURS,
        ("PUT", "/service-levels"): {"levels": {"low": {"first_response_minutes": 60}}},
    }
    for (method, path), body in asked.items():
        assert (await ana.request(method, path, json=body)).status_code == 403
        assert (await rita.request(method, path, json=body)).status_code == 200
    assert (await house.inbox.get(id)).owner is Owner.AGENT
    levels = (await ana.get("/service-levels")).json()["levels"]
    assert levels["low"]["first_response_minutes"] == 60
    assert levels["low"]["resolution_minutes"] is None


async def test_hours_are_told_as_set_and_can_go_back_to_the_pack_s(house: House, anyone: AsyncClient):
    rita = await boss(house, anyone)
    (web,) = (await rita.put("/hours/web", json=HOURS)).json()["channels"]
    assert web["own"] and web["hours"]["closed_on"] == ["2026-12-24"]
    assert web["hours"]["days"]["monday"] == {"opens": "09:00", "closes": "18:00"}
    (web,) = (await rita.delete("/hours/web")).json()["channels"]
    assert not web["own"]
    for channel, wrong in (
        ("fax", HOURS),
        ("web", {**HOURS, "timezone": "Brasil/Leste"}),
        ("web", {**HOURS, "hours": {"days": {"monday": {"opens": "18:00", "closes": "09:00"}}}}),
        ("web", {**HOURS, "hours": {"closed_on": ["31/12/2026"]}}),
    ):
        assert (await rita.put(f"/hours/{channel}", json=wrong)).status_code == 422


async def test_an_agent_sees_what_the_bot_may_be_asked_to_do(hire: Hire):
    offers = (await (await hire()).get("/bot-steps")).json()
    assert {"form": "order_status", "label": "Acompanhar pedido"} in offers
    assert [offer["label"] for offer in offers] == sorted((o["label"] for o in offers), key=str.casefold)


async def test_what_customers_would_read_outside_hours_is_shown_before_it_is_saved(
    house: House, anyone: AsyncClient
):
    rita = await boss(house, anyone)
    outside = {"does": "message", "says": "Voltamos {{volta}}."}
    asked = {"timezone": "America/Sao_Paulo", "hours": {**OWN, "outside": outside}}
    shown = (await rita.post("/hours/web/preview", json=asked)).json()
    assert shown["text"].endswith(f"Voltamos {shown['reopens']}.")
    assert shown["reopens"].endswith("às 9h")
    always = {**asked, "hours": {"holidays": "none"}}
    assert (await rita.post("/hours/web/preview", json=always)).json() is None
    assert not (await rita.get("/hours")).json()["channels"][0]["own"], "nothing is saved"
    kept = (await rita.put("/hours/web", json=asked)).json()["channels"][0]
    assert kept["hours"]["outside"] == outside
    for wrong in ({"does": "bot"}, {"says": "{{senha}}"}):
        refused = {**asked, "hours": {**OWN, "outside": wrong}}
        assert (await rita.put("/hours/web", json=refused)).status_code == 422
