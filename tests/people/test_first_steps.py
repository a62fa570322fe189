from prosa.people.roles import Role
from tests.people.office import Office


async def test_what_one_has_done_everybody_sees_on_every_device(office: Office):
    ana = await office.signed_in("Ana", Role.ADMIN)
    assert (await ana.get("/api/people/first-steps")).json() == {"taken": []}
    for _ in range(2):
        assert (await ana.put("/api/people/first-steps/tag")).status_code == 204
    assert (await ana.put("/api/people/first-steps/bot")).status_code == 204
    bia = await office.signed_in("Bia")
    # Bia being here is a step itself.
    assert (await bia.get("/api/people/first-steps")).json() == {"taken": ["bot", "colleague", "tag"]}


async def test_what_leaves_a_trace_counts_however_it_was_done(office: Office):
    ana = await office.signed_in("Ana", Role.ADMIN)
    await ana.put("/api/people/company", json={"name": "Loja da Bia"})
    await ana.post("/api/people/invitations", json={"email": "bia@loja.example"})
    assert (await ana.get("/api/people/first-steps")).json() == {"taken": ["company", "colleague"]}


async def test_nobody_takes_a_step_that_there_is_not_or_without_being_signed_in(office: Office):
    ana = await office.signed_in("Ana", Role.ADMIN)
    assert (await ana.put("/api/people/first-steps/dance")).status_code == 422
    assert (await office.browser().put("/api/people/first-steps/tag")).status_code == 401
