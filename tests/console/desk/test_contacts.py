from datetime import timedelta

from sqlalchemy import select

from prosa.console.desk.access import Desk
from prosa.conversations.customers import Customers
from prosa.conversations.events import ConversationId, NewEvent, Source
from prosa.conversations.models import contact
from prosa.desk.erasing import erase_from_desk
from prosa.handoff.waiting import next_for
from prosa.people.models import audit_entry
from prosa.security.identity import Identity
from tests.console.conftest import CIPHER, Hire
from tests.handoff.house import House


async def contact_of(desk: Desk, id: ConversationId) -> str:
    return str((await desk.contacts.of(id)).id)


async def identified(house: House, id: ConversationId, who: str, name: str) -> None:
    customers = Customers(house.database, CIPHER, b"k" * 32)
    event, effect = await customers.link(id, Identity(id=who, profile={"name": name}))
    await house.ledger.append(id, [NewEvent(Source.SYSTEM, event)], effects=[effect])


async def test_what_agents_write_down_is_kept_sealed_and_found(house: House, desk: Desk, hire: Hire):
    ana, id = await hire(), await house.waits()
    who = await contact_of(desk, id)
    known = {
        "name": "Maria das Dores",
        "email": "maria@exemplo.com",
        "phone": "(11) 98765-4321",
        "notes": "prefere manhã",
    }
    changed = await ana.patch(f"/contacts/{who}", json=known)
    assert changed.json() | known == changed.json()
    for query in ("dores", "maria@exemplo.com", "98765-4321"):
        assert [one["id"] for one in (await ana.get("/contacts", params={"q": query})).json()] == [who], query
    async with house.database.connect() as connection:
        sealed = (await connection.execute(select(contact.c.profile_sealed))).scalars().all()
    assert all(b"Maria" not in bytes(each) for each in sealed if each is not None)


async def test_what_is_left_out_of_a_change_stays(house: House, desk: Desk, hire: Hire):
    ana, id = await hire(), await house.waits()
    who = await contact_of(desk, id)
    await ana.patch(f"/contacts/{who}", json={"name": "Maria", "notes": "antiga"})
    changed = (await ana.patch(f"/contacts/{who}", json={"name": "Maria Lima"})).json()
    assert (changed["name"], changed["notes"]) == ("Maria Lima", "antiga")


async def test_a_vip_comes_first_in_the_queue(house: House, desk: Desk, hire: Hire):
    ana, id = await hire(), await house.waits()
    await ana.patch(f"/contacts/{await contact_of(desk, id)}", json={"vip": True})
    assert (await house.inbox.get(id)).vip


async def order(house: House) -> list[ConversationId]:
    async with house.database.connect() as connection:
        return await next_for(connection, (), (), 10)


async def test_whom_agents_call_a_vip_is_next_at_once_whatever_the_site_says_later(
    house: House, desk: Desk, hire: Hire
):
    ana, early, late = await hire(), await house.waits(since=timedelta(minutes=5)), await house.waits()
    who = await contact_of(desk, late)
    assert await order(house) == [early, late]
    assert (await ana.patch(f"/contacts/{who}", json={"vip": True})).json()["vip"]
    assert await order(house) == [late, early]
    await identified(house, late, "c-1", "Maria")  # of whom the site says nothing of the kind
    assert await order(house) == [late, early]
    rows = (await ana.get("/conversations", params={"view": "queue"})).json()["conversations"]
    assert [row["vip"] for row in rows] == [True, False]
    await ana.patch(f"/contacts/{who}", json={"vip": False})
    assert await order(house) == [early, late]
    async with house.database.connect() as connection:
        noted = (await connection.execute(select(audit_entry.c.action).order_by(audit_entry.c.id))).scalars()
        assert list(noted) == ["contact.vip", "contact.not_vip"]


async def test_a_vip_who_comes_back_or_turns_out_to_be_somebody_else_too_is_still_a_vip(
    house: House, desk: Desk, hire: Hire
):
    agent = await house.agent("Bia")
    ana, back, other = await hire(), await house.waits(), await house.waits(since=timedelta(minutes=8))
    early = await house.waits(since=timedelta(minutes=10))
    await house.handoffs.take(back, agent)
    await house.handoffs.resolve(back, agent)
    who = await contact_of(desk, back)
    await ana.patch(f"/contacts/{who}", json={"vip": True})
    await house.says(back, "voltei")
    await house.asks(back)
    assert await order(house) == [back, early, other]
    await ana.post(f"/contacts/{who}/merge", json={"other": await contact_of(desk, other)})
    assert await order(house) == [other, back, early]
    assert (await house.inbox.get(other)).vip, "the timeline says so"


async def test_two_contacts_become_one_with_all_their_conversations(house: House, desk: Desk, hire: Hire):
    ana, one, other = await hire(), await house.waits(), await house.waits()
    kept, gone = await contact_of(desk, one), await contact_of(desk, other)
    await ana.patch(f"/contacts/{gone}", json={"name": "Maria", "phone": "11 98765-4321"})
    merged = await ana.post(f"/contacts/{kept}/merge", json={"other": gone})
    assert (merged.json()["name"], merged.json()["conversations"]) == ("Maria", 2)
    assert (await ana.get(f"/contacts/{gone}")).json()["id"] == kept
    past = (await ana.get(f"/conversations/{one}/context")).json()["conversations"]
    assert [each["id"] for each in past] == [str(other)]
    assert (await ana.get("/contacts", params={"q": "maria"})).json()[0]["id"] == kept


async def test_a_contact_is_not_merged_with_itself(house: House, desk: Desk, hire: Hire):
    ana, id = await hire(), await house.waits()
    who = await contact_of(desk, id)
    assert (await ana.post(f"/contacts/{who}/merge", json={"other": who})).status_code == 422


async def test_two_customers_of_the_site_are_merged_only_by_force(house: House, desk: Desk, hire: Hire):
    ana, one, other = await hire(), await house.waits(), await house.waits()
    await identified(house, one, "c-1", "Maria")
    await identified(house, other, "c-2", "João")
    kept, gone = await contact_of(desk, one), await contact_of(desk, other)
    refused = await ana.post(f"/contacts/{kept}/merge", json={"other": gone})
    assert (refused.status_code, refused.json()["error"]["code"]) == (409, "two_customers")
    forced = await ana.post(f"/contacts/{kept}/merge", json={"other": gone, "force": True})
    assert forced.json()["conversations"] == 2


async def test_what_was_written_down_is_erased_with_the_conversation(house: House, desk: Desk, hire: Hire):
    ana, one, other = await hire(), await house.waits(), await house.waits()
    kept, gone = await contact_of(desk, one), await contact_of(desk, other)
    await ana.patch(f"/contacts/{gone}", json={"name": "Maria"})
    await ana.post(f"/contacts/{kept}/merge", json={"other": gone})
    await ana.put(f"/conversations/{one}/tags", json={"tags": ["da Maria"]})
    async with house.database.begin() as connection:
        await erase_from_desk(connection, [one])
    assert (await desk.contacts.of(one)).name == ""
    assert (await house.inbox.get(one)).tags == ()
    assert (await ana.get("/contacts", params={"q": "maria"})).json() == []
