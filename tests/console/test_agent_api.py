from asyncio import gather
from datetime import timedelta
from uuid import uuid4

import pytest
from httpx import AsyncClient, Response

from prosa.conversations.events import ConversationId
from prosa.conversations.parts import Urgency
from prosa.conversations.ports import TicketRequest
from tests.console.conftest import Hire
from tests.handoff.house import House

SOME_ID = "3f0c1d1e-5a57-4f43-9d0c-0a1b2c3d4e5f"
"""Always the same: test runners that share the work must agree on the names of the tests."""


def error(response: Response) -> tuple[int, str]:
    body = response.json()["error"]
    assert body["message"], "people are told what happened"
    return response.status_code, body["code"]


async def test_an_agent_lists_takes_answers_and_resolves(house: House, hire: Hire):
    ana, id = await hire("Ana"), await house.waits(Urgency.HIGH)
    listed = (await ana.get("/conversations")).json()
    assert [one["id"] for one in listed["conversations"]] == [str(id)]
    taken = await ana.post(f"/conversations/{id}/take")
    assert (taken.status_code, taken.json()["owner"]) == (200, "agent")
    said = await ana.post(f"/conversations/{id}/messages", json={"text": " Oi, sou a Ana! "})
    assert (said.status_code, said.json()["data"]["text"]) == (201, "Oi, sou a Ana!")
    await ana.post(f"/conversations/{id}/notes", json={"text": "cliente antigo"})
    assert (await ana.post(f"/conversations/{id}/resolve")).json()["owner"] == "resolved"
    read = (await ana.get(f"/conversations/{id}")).json()
    kinds = [(event["source"], event["data"]["kind"]) for event in read["events"]]
    assert kinds == [
        ("customer", "message"),
        ("bot", "handoff"),
        ("agent", "handoff"),
        ("agent", "message"),
        ("agent", "note"),
        ("agent", "handoff"),
    ]
    assert read["conversation"]["last_offset"] == 5


async def test_events_are_read_on_from_an_offset(house: House, hire: Hire):
    ana, id = await hire(), await house.customer()
    for text in ("dois", "três", "quatro"):
        await house.says(id, text)
    page = (await ana.get(f"/conversations/{id}", params={"after": 0, "limit": 2})).json()
    read = [(event["offset"], event["data"]["text"]) for event in page["events"]]
    assert read == [(1, "dois"), (2, "três")]


async def test_of_two_agents_who_take_one_conversation_at_once_one_is_told_so(house: House, hire: Hire):
    ana, bruno, id = await hire("Ana"), await hire("Bruno"), await house.waits()
    outcomes = await gather(*(who.post(f"/conversations/{id}/take") for who in (ana, bruno)))
    assert sorted(response.status_code for response in outcomes) == [200, 409]
    loser = next(response for response in outcomes if response.status_code == 409)
    assert error(loser) == (409, "already_taken")


async def test_next_gives_null_when_nobody_waits(house: House, hire: Hire):
    ana = await hire()
    assert (await ana.post("/next")).json() is None
    id = await house.waits()
    assert (await ana.post("/next")).json()["id"] == str(id)


async def test_more_than_the_limit_is_refused_with_a_reason(house: House, hire: Hire):
    ana = await hire(max_conversations=1)
    for _ in range(2):
        await house.waits()
    await ana.post("/next")
    assert error(await ana.post("/next")) == (409, "at_capacity")


async def test_the_three_views(house: House, hire: Hire):
    ana = await hire()
    bot_has, waits, held = await house.customer(), await house.waits(), await house.waits(Urgency.URGENT)
    await ana.post("/next")

    async def view(name: str) -> set[str]:
        found = (await ana.get("/conversations", params={"view": name})).json()
        return {one["id"] for one in found["conversations"]}

    assert await view("queue") == {str(waits)}
    assert await view("mine") == {str(held)}
    assert await view("all") == {str(id) for id in (bot_has, waits, held)}


async def test_lists_are_read_page_by_page(house: House, hire: Hire):
    ana = await hire()
    ids = [str(await house.waits(since=timedelta(minutes=5 - n))) for n in range(5)]
    seen: list[str] = []
    after: str | None = None
    while len(seen) == 0 or after is not None:
        query = {"limit": 2} | ({} if after is None else {"after": after})
        page = (await ana.get("/conversations", params=query)).json()
        seen += [one["id"] for one in page["conversations"]]
        after = page["after"]
    assert seen == ids


@pytest.mark.parametrize("step, owner", [("return", "bot"), ("release", "queue"), ("resolve", "resolved")])
async def test_an_agent_passes_a_conversation_on(house: House, hire: Hire, step: str, owner: str):
    ana, id = await hire(), await house.waits()
    await ana.post(f"/conversations/{id}/take")
    assert (await ana.post(f"/conversations/{id}/{step}")).json()["owner"] == owner


async def test_a_message_sent_again_under_its_id_is_stored_once(house: House, hire: Hire):
    ana, id = await hire(), await house.waits()
    await ana.post(f"/conversations/{id}/take")
    sent = {"text": "Já vi aqui.", "message_id": "m-1"}
    responses = [await ana.post(f"/conversations/{id}/messages", json=sent) for _ in range(3)]
    assert len({response.json()["offset"] for response in responses}) == 1


@pytest.mark.parametrize(
    "method, path",
    [
        ("GET", "/me"),
        ("GET", "/conversations"),
        ("GET", f"/conversations/{SOME_ID}"),
        ("POST", "/next"),
        *(("POST", f"/conversations/{SOME_ID}/{step}") for step in ("take", "return", "release", "resolve")),
        *(("POST", f"/conversations/{SOME_ID}/{step}") for step in ("messages", "notes")),
        ("GET", "/tickets"),
        ("GET", "/tickets/1"),
        ("PATCH", "/tickets/1"),
        ("POST", "/tickets"),
        ("POST", "/tickets/1/notes"),
        ("POST", "/tickets/1/attachments"),
    ],
)
@pytest.mark.parametrize("token", [None, "Bearer prosa_agent_guessed", "Basic YTpi", "Bearer"])
async def test_nobody_gets_anywhere_without_a_token(
    anyone: AsyncClient, method: str, path: str, token: str | None
):
    headers = {} if token is None else {"Authorization": token}
    response = await anyone.request(method, path, headers=headers, json={"text": "oi", "status": "open"})
    assert error(response) == (401, "unauthorized")
    assert response.headers["WWW-Authenticate"] == "Bearer"


async def test_an_agent_cannot_act_in_another_s_conversation(house: House, hire: Hire):
    ana, bruno, id = await hire("Ana"), await hire("Bruno"), await house.waits()
    await ana.post(f"/conversations/{id}/take")
    intruding = await bruno.post(f"/conversations/{id}/messages", json={"text": "oi"})
    assert error(intruding) == (403, "not_yours")


async def test_what_is_not_there_is_not_found(hire: Hire):
    ana = await hire()
    assert error(await ana.get(f"/conversations/{uuid4()}")) == (404, "no_such_conversation")
    assert error(await ana.post(f"/conversations/{uuid4()}/take")) == (404, "no_such_conversation")
    assert error(await ana.get("/tickets/4711")) == (404, "no_such_ticket")


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"text": ""},
        {"text": "   "},
        {"text": "x" * 4001},
        {"text": "oi\x00"},
        {"text": 7},
        {"text": "oi", "message_id": "a b"},
        {"text": "oi", "message_id": "x" * 65},
        {"text": "oi", "as": "customer"},
        [],
        "oi",
    ],
)
async def test_a_message_that_makes_no_sense_is_refused(house: House, hire: Hire, body: object):
    ana, id = await hire(), await house.waits()
    await ana.post(f"/conversations/{id}/take")
    response = await ana.post(f"/conversations/{id}/messages", json=body)
    assert response.status_code == 422
    assert (await house.inbox.get(id)).agent_messages == 0


@pytest.mark.parametrize(
    "path",
    [
        "/conversations?view=everything",
        "/conversations?after=nonsense",
        "/conversations?limit=0",
        "/conversations?limit=101",
        "/conversations/not-an-id",
        "/tickets?status=lost",
        "/tickets/0",
        "/tickets/99999999999",
    ],
)
async def test_a_question_that_makes_no_sense_is_refused(hire: Hire, path: str):
    assert (await (await hire()).get(path)).status_code == 422


async def test_me_is_the_agent_who_calls(hire: Hire):
    me = (await (await hire("Ana", skills="sales")).get("/me")).json()
    assert (me["name"], me["skills"], me["max_conversations"]) == ("Ana", ["sales"], 5)
    assert "token" not in str(me)


async def open_ticket(house: House, id: ConversationId) -> int:
    number = await house.tickets.next_number()
    request = TicketRequest(number, id, "troca", Urgency.HIGH, "veio quebrada", house.clock.now)
    await house.ledger.append(id, [], effects=[house.tickets.open(request)])
    return number


async def test_an_agent_moves_a_ticket_on_until_it_is_closed(house: House, hire: Hire):
    ana, id = await hire(), await house.customer()
    number = await open_ticket(house, id)
    moved = await ana.patch(f"/tickets/{number}", json={"status": "solved"})
    assert moved.json()["ticket"]["status"] == "solved"
    assert moved.json()["ticket"]["description"] == "veio quebrada"
    assert [line["step"] for line in moved.json()["history"]] == ["opened", "status"]
    await ana.patch(f"/tickets/{number}", json={"status": "closed"})
    assert error(await ana.patch(f"/tickets/{number}", json={"status": "open"})) == (409, "ticket_closed")


async def test_tickets_are_listed_newest_first_page_by_page(house: House, hire: Hire):
    ana, id = await hire(), await house.customer()
    numbers = [await open_ticket(house, id) for _ in range(3)]
    first = (await ana.get("/tickets", params={"limit": 2})).json()
    rest = (await ana.get("/tickets", params={"limit": 2, "before": first["before"]})).json()
    assert [one["number"] for one in first["tickets"] + rest["tickets"]] == numbers[::-1]
    assert rest["before"] is None


async def test_tickets_are_found_by_what_they_are(house: House, hire: Hire):
    ana, id = await hire(), await house.customer()
    late, other = await open_ticket(house, id), await open_ticket(house, id)
    await ana.patch(f"/tickets/{other}", json={"urgency": "urgent", "type": "defeito"})
    house.clock.passes(timedelta(days=30))

    async def numbers(**params: str) -> set[int]:
        page = (await ana.get("/tickets", params=params)).json()
        return {one["number"] for one in page["tickets"]}

    assert await numbers(urgency="high") == {late}
    assert await numbers(type="defeito") == {other}
    assert await numbers(overdue="true") == {late, other}
    await ana.patch(f"/tickets/{late}", json={"status": "pending"})
    assert await numbers(overdue="true") == {other}, "who waits for the customer is not late"


async def test_a_new_urgency_moves_the_promise(house: House, hire: Hire):
    ana, id = await hire(), await house.customer()
    number = await open_ticket(house, id)
    low = (await ana.patch(f"/tickets/{number}", json={"urgency": "low"})).json()["ticket"]["expected_at"]
    urgent = (await ana.patch(f"/tickets/{number}", json={"urgency": "urgent"})).json()
    assert urgent["ticket"]["expected_at"] < low
    assert [(line["step"], line["value"]) for line in urgent["history"]][1:] == [
        ("urgency", "low"),
        ("urgency", "urgent"),
    ]


async def test_a_person_opens_a_ticket_and_attaches_a_file(house: House, hire: Hire):
    ana, id = await hire(), await house.customer()
    new = {"conversation": str(id), "type": "troca", "description": "A tampa quebrou.", "urgency": "high"}
    opened = await ana.post("/tickets", json=new)
    assert opened.status_code == 201
    assert opened.json()["ticket"]["subject"] == "A tampa quebrou."
    number = opened.json()["ticket"]["number"]
    file = {"name": "tampa.jpg", "link": "https://arquivos.example/t.jpg", "media_type": "image/jpeg"}
    attached = (await ana.post(f"/tickets/{number}/attachments", json=file)).json()
    assert [one["name"] for one in attached["attachments"]] == ["tampa.jpg"]
    for link in ("javascript:alert(1)", "file:///etc/passwd", "https://a b"):
        assert (
            await ana.post(f"/tickets/{number}/attachments", json={**file, "link": link})
        ).status_code == 422
    nobody_s = {**new, "conversation": str(uuid4())}
    assert error(await ana.post("/tickets", json=nobody_s)) == (404, "no_such_conversation")


async def test_a_long_conversation_is_read_backwards_page_by_page(house: House, hire: Hire):
    ana, id = await hire(), await house.customer("0")
    for number in range(1, 8):
        await house.says(id, str(number))
    pages: list[list[str]] = []
    before = 8
    while before > 0:
        query = {"before": before, "limit": 3}
        events = (await ana.get(f"/conversations/{id}", params=query)).json()["events"]
        pages.append([event["data"]["text"] for event in events])
        before = events[0]["offset"]
    assert pages == [["5", "6", "7"], ["2", "3", "4"], ["0", "1"]]


async def test_counts_say_how_many_are_whose(house: House, hire: Hire):
    ana = await hire()
    await house.waits()
    await house.waits()
    await ana.post("/next")
    counts = (await ana.get("/counts")).json()
    assert (counts["mine"], counts["queue"], counts["all"]) == (1, 1, 2)
