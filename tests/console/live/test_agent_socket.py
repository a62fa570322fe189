"""The agents' socket on real nodes, from both sides of the conversation."""

import pytest
from websockets.exceptions import ConnectionClosed

from tests.console.live.conftest import Seat, Sit, events_in, socket_of
from tests.serving import Chat, Served


async def ask_for_a_person(chat: Chat) -> str:
    """The conversation of a customer who now waits in the queue."""
    await chat.send(type="escalate")
    await chat.next("escalated")
    return chat.connected["conversation_id"]


def offsets(events: list[dict]) -> list[int]:
    return [event["offset"] for event in events]


async def test_whoever_has_no_token_is_told_to_sign_in(served: Served):
    async with socket_of(served, "prosa_agent_guessed") as socket:
        with pytest.raises(ConnectionClosed) as closed:
            await socket.recv()
    assert closed.value.rcvd is not None
    assert closed.value.rcvd.code == 4401


async def test_a_page_of_somebody_else_may_not_connect(served: Served, sit: Sit):
    async with sit() as ana, socket_of(served, ana.token, origin="https://evil.example") as socket:
        with pytest.raises(ConnectionClosed) as closed:
            await socket.recv()
    assert closed.value.rcvd is not None
    assert closed.value.rcvd.code == 4403


async def test_nonsense_is_refused_and_the_line_stays(sit: Sit):
    async with sit() as ana:
        await ana.socket.send("{")
        assert (await ana.next("error"))["code"] == "invalid"
        await ana.send("open", conversation="3f0c1d1e-5a57-4f43-9d0c-0a1b2c3d4e5f")
        assert (await ana.next("error"))["code"] == "no_such_conversation"
        await ana.send("ping")
        await ana.next("ping")


async def test_the_list_moves_while_it_is_looked_at(served: Served, sit: Sit):
    async with sit() as ana, served.chat() as chat:
        before = await ana.counted()
        assert before["mine"] == 0
        await chat.say("oi")
        id = chat.connected["conversation_id"]
        row = await ana.row(id, owner="bot", last_source="bot")
        assert row["preview"]
        assert row["unread"] == 1
        await ask_for_a_person(chat)
        assert (await ana.row(id, owner="queue"))["escalations"] == 1
        await ana.counts({"mine": 0} | {name: before[name] + 1 for name in ("queue", "unassigned", "all")})


async def test_who_waits_and_who_is_given_a_conversation_is_told_to_look_up(served: Served, sit: Sit):
    async with sit("Ana") as ana, sit("Bruno") as bruno, served.chat() as chat:
        id = await ask_for_a_person(chat)
        for seat in (ana, bruno):
            await seat.next("notice", code="new_in_queue", conversation=id)
        await bruno.do(id, "take")
        await bruno.next("notice", code="assigned", conversation=id)
        await ana.row(id, owner="agent")
        assert not [frame for frame in ana.heard if frame.get("code") == "assigned"]


async def test_an_open_conversation_is_followed_and_resumed_without_a_gap(served: Served, sit: Sit):
    async with served.chat() as chat:
        await chat.say("oi")
        id = await ask_for_a_person(chat)
        async with sit(comes_back=True) as ana:
            before = await ana.open(id)
            assert offsets(before) == list(range(len(before)))
            await ana.do(id, "take")
            await ana.do(id, "messages", text="Oi, sou a Ana.")
            await ana.hear(lambda frame: said("Oi, sou a Ana.", [frame], id))
            token, seen = ana.token, offsets(events_in(ana.heard, id))
        assert seen == list(range(len(seen)))
        await chat.next("agent_message")
        await chat.send(type="message", text="meu pedido não chegou", id="m-2")
        await chat.next("accepted")
        async with sit(token=token) as again:
            missed = await again.open(id, after=seen[-1])
            assert [event["data"]["text"] for event in missed] == ["meu pedido não chegou"]
            assert offsets(missed) == [seen[-1] + 1]


def said(text: str, frames: list[dict], id: str) -> bool:
    return any(event["data"].get("text") == text for event in events_in(frames, id))


async def test_after_close_nothing_more_comes(served: Served, sit: Sit):
    async with sit() as ana, served.chat() as chat:
        await chat.say("oi")
        id = chat.connected["conversation_id"]
        await ana.open(id)
        await ana.send("close", conversation=id)
        await ana.send("ping")
        await ana.next("ping")
        heard = len(ana.heard)
        await chat.say("cadê meu pedido 10432?")
        await ana.row(id, last_source="bot")
        assert not events_in(ana.heard[heard:], id)


async def test_what_was_seen_is_unread_no_more(served: Served, sit: Sit):
    async with sit() as ana, served.chat() as chat:
        await chat.say("oi")
        id = await ask_for_a_person(chat)
        row = await ana.row(id, owner="queue")
        assert row["unread"] == 1
        await ana.send("seen", conversation=id, offset=row["last_offset"])
        await ana.row(id, unread=0)


async def test_agents_see_each_other_on_all_nodes(served: Served, other: Served, sit: Sit):
    async with served.chat() as chat, sit("Ana") as ana, sit("Bruno", at=other) as bruno:
        id = await ask_for_a_person(chat)
        await ana.open(id)
        await bruno.open(id)
        for seat in (ana, bruno):
            await seat.hear(lambda frame: viewers(frame) == {"Ana": False, "Bruno": False})
        await bruno.send("typing", conversation=id, on=True)
        await ana.hear(lambda frame: viewers(frame) == {"Ana": False, "Bruno": True})
        await bruno.send("close", conversation=id)
        await ana.hear(lambda frame: viewers(frame) == {"Ana": False})


def viewers(frame: dict) -> dict[str, bool]:
    return {viewer["name"]: viewer["typing"] for viewer in frame.get("viewers", [])}


async def test_nobody_sends_over_a_colleague_who_began_first_unless_forced(
    served: Served, other: Served, sit: Sit
):
    async with served.chat() as chat, sit("Ana") as ana, sit("Bruno", at=other) as bruno:
        id = await ask_for_a_person(chat)
        await ana.do(id, "take")
        await ana.open(id)
        await bruno.open(id)
        await bruno.send("typing", conversation=id, on=True)
        await ana.hear(lambda frame: viewers(frame).get("Bruno") is True)
        refused = await ana.http.post(f"/api/agent/conversations/{id}/messages", json={"text": "Oi!"})
        assert (refused.status_code, refused.json()["error"]["code"]) == (409, "someone_types")
        assert refused.json()["error"]["name"] == "Bruno"
        await ana.do(id, "messages", text="Oi!", force=True)
        await bruno.send("typing", conversation=id, on=False)
        await ana.hear(lambda frame: viewers(frame).get("Bruno") is False)
        await ana.do(id, "messages", text="Tudo bem?")


async def test_who_began_to_type_first_is_not_stopped_by_who_came_later(served: Served, sit: Sit):
    async with served.chat() as chat, sit("Ana") as ana, sit("Bruno") as bruno:
        id = await ask_for_a_person(chat)
        await ana.do(id, "take")
        await ana.open(id)
        await bruno.open(id)
        await ana.send("typing", conversation=id, on=True)
        await bruno.hear(lambda frame: viewers(frame).get("Ana") is True)
        await bruno.send("typing", conversation=id, on=True)
        await ana.hear(lambda frame: viewers(frame).get("Bruno") is True)
        await ana.do(id, "messages", text="Oi!")


async def typed(chat: Chat, seat: Seat, text: str) -> dict:
    await chat.send(type="typing", on=True, text=text)
    return await seat.next("customer_typing", on=True)


async def test_what_the_customer_is_writing_is_shown_only_to_a_person_who_speaks_with_them(
    served: Served, other: Served, sit: Sit
):
    async with other.chat() as chat, sit("Ana") as ana:
        await chat.say("oi")
        id = chat.connected["conversation_id"]
        await ana.open(id)
        assert (await typed(chat, ana, "é o pedido"))["preview"] == "", "the bot has it"
        await ask_for_a_person(chat)
        assert (await typed(chat, ana, "é o pedido"))["preview"] == "", "it waits"
        await ana.do(id, "take")
        await chat.next("queue")
        assert (await typed(chat, ana, "é o pedido 10432"))["preview"] == "é o pedido 10432"
        await ana.do(id, "return")
        await chat.next("queue")
        assert (await typed(chat, ana, "esquece"))["preview"] == "", "the bot has it again"


async def test_the_customer_sees_typing_of_whom_they_speak_with_and_of_nobody_else(served: Served, sit: Sit):
    async with served.chat() as chat, sit("Ana") as ana, sit("Bruno") as bruno:
        id = await ask_for_a_person(chat)
        await ana.do(id, "take")
        for seat in (ana, bruno):
            await seat.open(id)
        await chat.next("queue")
        heard = len(chat.heard)
        await bruno.send("typing", conversation=id, on=True)
        await ana.hear(lambda frame: viewers(frame).get("Bruno") is True)
        await ana.send("typing", conversation=id, on=True)
        assert await chat.next("typing") == {"type": "typing", "on": True, "source": "agent"}
        assert len([frame for frame in chat.heard[heard:] if frame["type"] == "typing"]) == 1


async def test_rows_and_events_of_a_customer_on_another_node_come_too(
    served: Served, other: Served, sit: Sit
):
    async with other.chat() as chat, sit("Ana") as ana:
        await chat.say("oi")
        id = chat.connected["conversation_id"]
        await ana.row(id, last_source="bot")
        await ana.open(id)
        await chat.say("cadê meu pedido 10432?")
        await ana.hear(lambda frame: said("cadê meu pedido 10432?", [frame], id))


async def test_agents_are_told_who_is_there_and_who_is_not_any_more(served: Served, other: Served, sit: Sit):
    async with sit("Ana") as ana:
        await ana.hear(lambda frame: there(frame, ana) == {"Ana": "busy"})
        async with sit("Bruno", at=other, presence="online") as bruno:
            await ana.hear(lambda frame: there(frame, ana, bruno) == {"Ana": "busy", "Bruno": "online"})
            await bruno.http.put("/api/agent/presence", json={"presence": "away"})
            await ana.hear(lambda frame: there(frame, ana, bruno) == {"Ana": "busy", "Bruno": "away"})


async def test_a_note_calls_the_colleague_whom_it_names_once_and_nobody_else(
    served: Served, other: Served, sit: Sit
):
    async with served.chat() as chat, sit("Ana") as ana, sit("Bruno", at=other) as bruno:
        id = await ask_for_a_person(chat)
        await bruno.row(id, owner="queue")
        await ana.do(id, "notes", text="Você conhece este cliente?", mentions=[bruno.id])
        notice = await bruno.next("notice", code="mention", conversation=id)
        assert notice["text"] == "Ana: Você conhece este cliente?"
        await bruno.counts({"mentions": 1})
        row = (await bruno.http.get("/api/agent/conversations?view=mentions")).json()["conversations"][0]
        await bruno.send("seen", conversation=id, offset=row["last_offset"])
        await bruno.hear(lambda frame: frame["type"] == "counts" and frame["counts"]["mentions"] == 0)
        await chat.send(type="message", text="alô?", id="m-9")
        for seat, calls in ((ana, 0), (bruno, 1)):
            # At night the bot confirms what is written, and its word may be told together with it.
            await seat.hear(lambda frame: moved_on(frame, id, row["last_offset"]))
            assert len([frame for frame in seat.heard if frame.get("code") == "mention"]) == calls


def moved_on(frame: dict, id: str, offset: int) -> bool:
    rows = frame["conversations"] if frame["type"] == "conversations" else []
    return any(one["id"] == id and one["last_offset"] > offset for one in rows)


def there(frame: dict, *seats: Seat) -> dict[str, str]:
    ours = {seat.id for seat in seats}
    return {agent["name"]: agent["presence"] for agent in frame.get("agents", []) if agent["id"] in ours}


async def test_who_is_given_a_conversation_unasked_is_told_so(served: Served, sit: Sit):
    # Who waits since another test is given to somebody first.
    async with sit("Ana", presence="online", room=100) as ana, served.chat() as chat:
        id = await ask_for_a_person(chat)
        await ana.next("notice", code="assigned", conversation=id)
        assert (await chat.next("queue"))["owner"] in ("queue", "agent")
