import pytest

from prosa.people.roles import Role
from prosa.people.teams import TeamChange, Teams
from tests.console.conftest import Hire
from tests.handoff.house import House

REPLY = {
    "shortcut": "ola",
    "title": "Saudação",
    "text": "{{saudacao}}, {{primeiro_nome}}! Sou {{atendente}}.",
}


async def test_a_ready_answer_is_written_once_and_found_by_everybody(hire: Hire):
    ana, bruno = await hire("Ana"), await hire("Bruno")
    made = await ana.post("/canned", json=REPLY)
    assert made.status_code == 201
    assert [one["id"] for one in (await bruno.get("/canned")).json()] == [made.json()["id"]]


async def test_it_has_the_values_of_the_conversation(house: House, hire: Hire):
    ana, id = await hire("Ana"), await house.waits()
    await ana.post(
        "/canned", json={**REPLY, "text": "Oi, {{primeiro_nome}}! Aqui é {{atendente}}, da {{empresa}}."}
    )
    contact = (await ana.get(f"/conversations/{id}/context")).json()["customer"]["id"]
    await ana.patch(f"/contacts/{contact}", json={"name": "Maria das Dores"})
    [shown] = (await ana.get("/canned", params={"conversation": str(id)})).json()
    assert shown["text"] == "Oi, Maria! Aqui é Ana, da Loja."
    assert shown["missing"] == []
    assert "{{primeiro_nome}}" in shown["template"]


async def test_what_nobody_knows_is_left_out_and_said(house: House, hire: Hire):
    ana, id = await hire("Ana"), await house.waits()
    await ana.post("/canned", json={**REPLY, "text": "Olá, {{nome}}! Vi o pedido {{pedido}} aqui."})
    [shown] = (await ana.get("/canned", params={"conversation": str(id)})).json()
    assert shown["text"] == "Olá! Vi o pedido aqui."
    assert shown["missing"] == ["nome", "pedido"]


async def test_a_name_full_of_braces_is_not_read_as_a_variable(house: House, hire: Hire):
    ana, id = await hire("Ana"), await house.waits()
    await ana.post("/canned", json={**REPLY, "text": "Oi, {{nome}}!"})
    contact = (await ana.get(f"/conversations/{id}/context")).json()["customer"]["id"]
    await ana.patch(f"/contacts/{contact}", json={"name": "{{atendente}} \\1 {% raw %}"})
    [shown] = (await ana.get("/canned", params={"conversation": str(id)})).json()
    assert shown["text"] == "Oi, {{atendente}} \\1 {% raw %}!"


async def test_a_shortcut_is_taken_once(hire: Hire):
    ana = await hire()
    await ana.post("/canned", json=REPLY)
    again = await ana.post("/canned", json={**REPLY, "shortcut": "OLA"})
    assert (again.status_code, again.json()["error"]["code"]) == (409, "shortcut_taken")


async def test_a_variable_that_there_is_not_is_refused_by_name(hire: Hire):
    refused = await (await hire()).post("/canned", json={**REPLY, "text": "Olá, {{sobrenome}}"})
    assert (refused.status_code, refused.json()["error"]["code"]) == (422, "unknown_variable")
    assert "sobrenome" in refused.json()["error"]["message"]


async def test_only_who_made_it_or_a_supervisor_changes_it(hire: Hire):
    ana, bruno = await hire("Ana"), await hire("Bruno")
    boss = await hire("Clara", role=Role.SUPERVISOR)
    id = (await ana.post("/canned", json=REPLY)).json()["id"]
    assert (await bruno.patch(f"/canned/{id}", json=REPLY)).status_code == 403
    assert (await bruno.delete(f"/canned/{id}")).status_code == 403
    assert (await ana.patch(f"/canned/{id}", json={**REPLY, "text": "Oi!"})).json()["text"] == "Oi!"
    assert (await boss.delete(f"/canned/{id}")).status_code == 204
    assert (await ana.get("/canned")).json() == []


async def test_a_team_s_ready_answers_are_not_seen_by_others(hire: Hire, house: House):
    boss, ana = await hire("Clara", role=Role.SUPERVISOR), await hire("Ana")
    somebody = await house.agent("Davi")
    team = (await Teams(house.database).create(TeamChange(name="Vendas"), somebody.id)).id
    made = await boss.post("/canned", json={**REPLY, "team": str(team)})
    assert made.status_code == 201, made.text
    assert (await ana.get("/canned")).json() == []
    assert (await ana.post("/canned", json={**REPLY, "team": str(team)})).status_code == 403
    assert (await ana.delete(f"/canned/{made.json()['id']}")).status_code == 404


async def test_the_most_used_come_first(hire: Hire):
    ana = await hire()
    for shortcut in ("a", "b"):
        await ana.post("/canned", json={**REPLY, "shortcut": shortcut})
    second = (await ana.get("/canned")).json()[1]
    assert (await ana.post(f"/canned/{second['id']}/used")).status_code == 204
    first = (await ana.get("/canned")).json()[0]
    assert (first["id"], first["used"]) == (second["id"], 1)


@pytest.mark.parametrize(
    "change", [{"shortcut": "a b"}, {"text": " "}, {"shortcut": ""}, {"title": "x\ny"}, {"x": 1}]
)
async def test_one_that_makes_no_sense_is_refused(hire: Hire, change: dict[str, object]):
    assert (await (await hire()).post("/canned", json={**REPLY, **change})).status_code == 422
