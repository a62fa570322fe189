"""Photos and PDF that customers send, over real HTTP."""

import asyncio
from typing import Any
from urllib.parse import quote
from uuid import uuid4

import httpx
import pytest
from sqlalchemy import func, select

from prosa.desk.erasing import erase_from_desk
from prosa.desk.files.store import MOST_LATELY
from prosa.desk.models import file, file_chunk
from tests.served import Shop
from tests.serving import Chat, Served

PNG = b"\x89PNG\r\n\x1a\n" + b"\x00\x00\x00\x00IEND\xaeB`\x82"
JPEG = b"\xff\xd8\xff\xe0\x00\x04JF\xff\xda\x00\x02picture\xff\xd9"
PDF = b"%PDF-1.7\nrecibo"
SVG = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"


@pytest.fixture
def served(shop: Shop) -> Served:
    """Nothing here depends on what others say."""
    return shop.served


async def send(
    http: httpx.AsyncClient, chat: Chat, data: bytes, name: str = "foto.png", text: str = "", **more: str
) -> httpx.Response:
    return await http.post(
        f"/api/conversations/{chat.connected['conversation_id']}/files",
        params={"name": name, **more},
        content=data,
        headers={"Authorization": f"Bearer {chat.session_id}", "X-Prosa-Text": quote(text)},
    )


async def events(http: httpx.AsyncClient, chat: Chat) -> list[dict[str, Any]]:
    response = await http.get(
        f"/api/conversations/{chat.connected['conversation_id']}/events",
        headers={"Authorization": f"Bearer {chat.session_id}"},
    )
    return response.json()["events"]


async def test_a_photo_as_the_first_word_is_kept_thanked_for_and_opened_by_its_link(
    served: Served, http: httpx.AsyncClient
):
    async with served.chat() as chat:
        assert chat.connected["max_file_bytes"] == 10 * 1024 * 1024
        sent = await send(http, chat, PNG, message_id="f-1")
        assert sent.status_code == 201, sent.text
        said = await chat.next("message")
        assert (said["id"], said["text"]) == ("f-1", "")
        assert said == sent.json()["message"]
        [shown] = said["files"]
        assert (shown["name"], shown["media_type"], shown["picture"]) == ("foto.png", "image/png", True)
        answer = await chat.next("response")
        assert answer["answers"] == said["offset"]
        assert "Falar com uma pessoa" in answer["response"]["suggestions"]
        assert answer["response"]["type"] == "text"
        opened = await http.get(shown["link"])
        assert (opened.status_code, opened.content) == (200, PNG)
        assert opened.headers["X-Content-Type-Options"] == "nosniff"
        assert "sandbox" in opened.headers["Content-Security-Policy"]
        assert (await events(http, chat))[0]["files"][0]["link"] == shown["link"]


async def test_what_is_said_with_a_photo_is_understood(served: Served, http: httpx.AsyncClient):
    async with served.chat() as chat:
        await send(http, chat, JPEG, "nota.jpg", "cadê meu pedido 10432? ção")
        said = await chat.next("message")
        assert said["text"] == "cadê meu pedido 10432? ção"
        answer = await chat.next("response")
        assert (answer["intent"], answer["response"]["order"]["number"]) == ("order_status", "10432")


async def test_the_photo_that_a_form_asks_for_fills_it(served: Served, http: httpx.AsyncClient):
    async with served.chat() as chat:
        answer = await chat.say("quero trocar um produto que veio com defeito, pedido 10434")
        for reply in ("sim", "Veio com defeito"):
            if "foto" in answer["response"]["text"].lower():
                break
            answer = await chat.say(reply)
        assert "foto" in answer["response"]["text"].lower()
        await send(http, chat, JPEG, "defeito.jpg")
        answer = await chat.next("response")
        assert "defeito.jpg" in answer["response"]["text"]


async def test_a_photo_in_the_middle_of_a_form_is_thanked_for_and_the_question_stays(
    served: Served, http: httpx.AsyncClient
):
    async with served.chat() as chat:
        asked = await chat.say("cadê meu pedido?")
        assert asked["response"]["type"] == "question"
        await send(http, chat, JPEG, "tela.jpg")
        again = await chat.next("response")
        assert "arquivo" in again["response"]["text"] and "pedido" in again["response"]["text"]
        assert (await chat.say("10433"))["response"]["order"]["number"] == "10433"


async def test_of_three_photos_only_the_first_is_asked_about_and_nobody_is_asked_whether_it_helped(
    served: Served, http: httpx.AsyncClient
):
    async with served.chat() as chat:
        said: list[dict[str, Any]] = []
        for name in ("um.jpg", "dois.jpg", "tres.jpg"):
            await send(http, chat, JPEG, name)
            said.append(await chat.next("response"))
        assert ["?" in each["response"]["text"] for each in said] == [True, False, False]
        assert not any(each["thumbs"] for each in said)


async def test_a_file_sent_three_times_at_once_is_stored_and_answered_once(
    served: Served, http: httpx.AsyncClient
):
    async with served.chat() as chat:
        sent = await asyncio.gather(*(send(http, chat, PDF, "r.pdf", message_id="f-1") for _ in range(3)))
        assert {one.status_code for one in sent} == {201}
        assert len({one.json()["message"]["offset"] for one in sent}) == 1
        await chat.next("response")
        log = await events(http, chat)
        assert [one["type"] for one in log] == ["message", "response"]
        counted = select(func.count()).where(file.c.conversation_id == chat.connected["conversation_id"])
        async with served.node.database.connect() as connection:
            assert (await connection.execute(counted)).scalar_one() == 1


@pytest.mark.parametrize(
    "data, name",
    [
        (b"MZ\x90\x00" + b"\x00" * 200, "foto.jpg"),
        (SVG, "foto.svg"),
        (SVG, "foto.png"),
        (b"<!doctype html><script>alert(1)</script>", "recibo.pdf"),
        (b"PK\x03\x04 archive", "foto.jpg"),
        (b"palavras, e nada mais", "nota.txt"),
        (b"", "foto.png"),
    ],
)
async def test_what_is_no_photo_and_no_pdf_is_refused_in_words_for_people(
    served: Served, http: httpx.AsyncClient, data: bytes, name: str
):
    async with served.chat() as chat:
        refused = await send(http, chat, data, name)
        assert refused.status_code == 422
        assert refused.json()["error"] == {
            "code": "file_type",
            "message": "Esse tipo de arquivo não pode ser enviado. Envie foto ou PDF de até 10 MB.",
        }
        assert await events(http, chat) == []


async def test_a_body_that_is_too_large_is_refused_though_it_announces_nothing(
    served: Served, http: httpx.AsyncClient
):
    async def endless():
        yield PDF
        for _ in range(12):
            yield b"x" * 1024 * 1024

    async with served.chat() as chat:
        refused = await send(http, chat, endless(), "grande.pdf")  # type: ignore[arg-type]
        assert (refused.status_code, refused.json()["error"]["code"]) == (413, "too_large")
        assert "10 MB" in refused.json()["error"]["message"]


async def test_a_name_leads_nowhere_and_deceives_nobody(served: Served, http: httpx.AsyncClient):
    async with served.chat() as chat:
        sent = await send(http, chat, PDF, "../../etc/pass\u202ewd\r\n.exe")
        [shown] = sent.json()["message"]["files"]
        assert shown["name"] == "passwd .exe.pdf"
        opened = await http.get(shown["link"])
        assert opened.headers["Content-Disposition"].startswith("attachment;")


async def test_nobody_sends_into_anothers_conversation_or_opens_what_was_sent_there(
    served: Served, http: httpx.AsyncClient
):
    async with served.chat() as chat, served.chat() as other:
        await send(http, chat, PNG)
        link = (await chat.next("message"))["files"][0]["link"]
        stranger = {"Authorization": f"Bearer {other.session_id}"}
        there = f"/api/conversations/{chat.connected['conversation_id']}"
        posted = await http.post(f"{there}/files", params={"name": "a.png"}, content=PNG, headers=stranger)
        assert posted.status_code == 401
        assert (await http.post(f"{there}/files", params={"name": "a.png"}, content=PNG)).status_code == 401
        assert (await http.get(f"{there}/events", headers=stranger)).status_code == 401
        path, _, _ = link.partition("?")
        assert (await http.get(path, headers=stranger)).status_code == 422
        forged = {"until": "99999999999", "key": "0" * 40}
        assert (await http.get(path, params=forged, headers=stranger)).status_code == 404
        assert (await http.get(path.replace("/api/", "/api/agent/"), headers=stranger)).status_code == 401


async def test_who_sends_very_many_files_is_asked_to_wait(served: Served, http: httpx.AsyncClient):
    async with served.chat() as chat:
        for _ in range(MOST_LATELY):
            assert (await send(http, chat, PNG)).status_code == 201
        refused = await send(http, chat, PNG)
        assert (refused.status_code, refused.json()["error"]["code"]) == (429, "rate_limited")
        assert int(refused.headers["Retry-After"]) > 0


async def test_with_a_person_the_bot_leaves_a_photo_to_them(served: Served, http: httpx.AsyncClient):
    _, token = await served.node.people.agents.create("Ana", f"{uuid4().hex}@example.com")
    ana = {"Authorization": f"Bearer {token}"}
    async with served.chat() as chat:
        await chat.say("quero falar com uma pessoa")
        id = chat.connected["conversation_id"]
        await http.post(f"/api/agent/conversations/{id}/take", headers=ana)
        sent = await send(http, chat, PNG, "defeito.png")
        assert sent.json()["owner"] == "agent"
        opened = await http.get(f"/api/agent/conversations/{id}", headers=ana)
        [card] = opened.json()["events"][-1]["data"]["files"]
        assert (await http.get(card["link"], headers=ana)).content == PNG
        listed = await http.get("/api/agent/conversations", headers=ana, params={"view": "mine"})
        assert [row["preview"] for row in listed.json()["conversations"]] == ["📷 Foto"]
        assert (await events(http, chat))[-1]["type"] == "message"


async def test_nothing_of_it_lies_in_the_clear_and_erasing_takes_it_away(
    served: Served, http: httpx.AsyncClient
):
    async with served.chat() as chat:
        await send(http, chat, PDF + b" CPF 529.982.247-25", "recibo da Maria.pdf")
        id = chat.connected["conversation_id"]
        asked = (
            select(file.c.name_sealed, file_chunk.c.data_sealed)
            .select_from(file.join(file_chunk))
            .where(file.c.conversation_id == id)
        )
        async with served.node.database.begin() as connection:
            kept = (await connection.execute(asked)).one()
            assert b"529" not in bytes(kept.data_sealed) and b"Maria" not in bytes(kept.name_sealed)
            assert await erase_from_desk(connection, [id]) == 1
        link = (await chat.next("message"))["files"][0]["link"]
        assert (await http.get(link)).status_code == 404


async def test_where_a_photo_was_taken_stays_with_the_customer(served: Served, http: httpx.AsyncClient):
    told = b"Exif\x00\x00GPS -23.5505 -46.6333"
    photo = JPEG[:2] + b"\xff\xe1" + (len(told) + 2).to_bytes(2) + told + JPEG[2:]
    async with served.chat() as chat:
        sent = await send(http, chat, photo, "casa.jpg")
        opened = await http.get(sent.json()["message"]["files"][0]["link"])
        assert opened.content == JPEG
