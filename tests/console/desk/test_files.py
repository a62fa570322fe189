"""Files from an agent to a customer, over HTTP and through the database."""

from uuid import UUID, uuid4

import pytest
from httpx import AsyncClient
from sqlalchemy import func, select

from prosa.channels.web.frames import frame_of
from prosa.channels.web.protocol import AgentMessage
from prosa.console.desk.access import Desk
from prosa.conversations.events import ConversationId
from prosa.desk.erasing import erase_from_desk
from prosa.desk.files.store import KEPT_UNSENT, MOST_BYTES
from prosa.desk.models import file, file_chunk
from tests.console.conftest import Hire
from tests.handoff.house import House

PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 1200
"""More than one piece."""


async def held(house: House, by: AsyncClient) -> ConversationId:
    id = await house.waits()
    await by.post(f"/conversations/{id}/take")
    return id


async def uploaded(by: AsyncClient, id: ConversationId, data: bytes = PNG, name: str = "foto.png") -> str:
    response = await by.post(f"/conversations/{id}/files", params={"name": name}, content=data)
    assert response.status_code == 201, response.text
    return response.json()["id"]


async def test_a_customer_opens_what_an_agent_sent_by_a_signed_link(house: House, desk: Desk, hire: Hire):
    ana = await hire()
    id = await held(house, ana)
    sent = await uploaded(ana, id)
    said = await ana.post(f"/conversations/{id}/messages", json={"text": "", "files": [sent]})
    assert said.status_code == 201, said.text
    frame = frame_of((await house.events(id))[-1], desk.links)
    assert isinstance(frame, AgentMessage)
    [link] = frame.files
    assert (link.name, link.media_type, link.picture) == ("foto.png", "image/png", True)
    anyone = AsyncClient(transport=ana._transport, base_url="http://localhost")
    opened = await anyone.get(link.link)
    assert (opened.status_code, opened.content) == (200, PNG)
    assert opened.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in opened.headers["Content-Security-Policy"]
    assert (await anyone.get(link.link.replace("key=", "key=0")[:-1])).status_code == 404


async def test_a_link_to_one_file_opens_no_other_and_not_for_ever(house: House, desk: Desk, hire: Hire):
    ana = await hire()
    id = await held(house, ana)
    one, other = await uploaded(ana, id), await uploaded(ana, id)
    anyone = AsyncClient(transport=ana._transport, base_url="http://localhost")
    link = desk.links.link(UUID(one))
    assert (await anyone.get(link.replace(one, other))).status_code == 404
    house.clock.passes(KEPT_UNSENT * 2)
    assert (await anyone.get(link)).status_code == 404


async def test_nothing_of_a_file_lies_in_the_clear(house: House, hire: Hire):
    ana = await hire()
    id = await held(house, ana)
    await uploaded(ana, id, b"o CPF dela e 529.982.247-25", "ficha da Maria.txt")
    async with house.database.connect() as connection:
        kept = (
            await connection.execute(
                select(file.c.name_sealed, file_chunk.c.data_sealed).select_from(file.join(file_chunk))
            )
        ).one()
    assert b"529" not in bytes(kept.data_sealed) and b"Maria" not in bytes(kept.name_sealed)


@pytest.mark.parametrize(
    "data, name",
    [
        (b"MZ\x90\x00" + b"\x00" * 200, "nota.pdf"),
        (b"\x7fELF" + b"\x00" * 60, "foto.png"),
        (b"<!doctype html><script>alert(1)</script>", "nota.txt"),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "foto.svg"),
        (b"echo oi", "instalar.bat"),
        (b"", "vazio.txt"),
    ],
)
async def test_what_could_run_is_refused(house: House, hire: Hire, data: bytes, name: str):
    ana = await hire()
    id = await held(house, ana)
    response = await ana.post(f"/conversations/{id}/files", params={"name": name}, content=data)
    assert (response.status_code, response.json()["error"]["code"]) == (422, "file_type")


async def test_a_file_that_is_too_large_is_refused(house: House, hire: Hire):
    ana = await hire()
    id = await held(house, ana)
    large = b"%PDF-1.7\n" + b"x" * MOST_BYTES
    response = await ana.post(f"/conversations/{id}/files", params={"name": "a.pdf"}, content=large)
    assert response.status_code == 413


async def test_files_of_others_and_of_elsewhere_are_not_sent(house: House, hire: Hire):
    ana, bruno = await hire("Ana"), await hire("Bruno")
    here, there = await held(house, ana), await held(house, bruno)
    theirs, of_there = await uploaded(bruno, here), await uploaded(ana, there)
    for id in (theirs, of_there, str(uuid4())):
        said = await ana.post(f"/conversations/{here}/messages", json={"text": "olha", "files": [id]})
        assert said.status_code == 404
    assert (await house.inbox.get(here)).agent_messages == 0


async def test_a_document_is_saved_and_not_shown(house: House, hire: Hire):
    ana = await hire()
    id = await held(house, ana)
    sent = await uploaded(ana, id, b"%PDF-1.7\n...", 'nota "fiscal"\u202efdp.exe')
    opened = await ana.get(f"/files/{sent}")
    disposition = opened.headers["Content-Disposition"]
    assert disposition.startswith("attachment;") and disposition.endswith(".pdf")
    assert "\u202e" not in disposition


async def test_what_was_never_sent_goes_and_what_was_sent_stays(house: House, desk: Desk, hire: Hire):
    ana = await hire()
    id = await held(house, ana)
    kept, _ = await uploaded(ana, id), await uploaded(ana, id)
    await ana.post(f"/conversations/{id}/messages", json={"text": "olha", "files": [kept]})
    house.clock.passes(KEPT_UNSENT * 2)
    assert await desk.files.remove_unsent() == 1
    assert (await ana.get(f"/files/{kept}")).status_code == 200


async def test_erasing_a_conversation_erases_its_files(house: House, hire: Hire):
    ana = await hire()
    id = await held(house, ana)
    sent = await uploaded(ana, id)
    async with house.database.begin() as connection:
        assert await erase_from_desk(connection, [id]) == 1
        assert (await connection.execute(select(func.count()).select_from(file_chunk))).scalar_one() == 0
    assert (await ana.get(f"/files/{sent}")).status_code == 404


async def test_nobody_opens_a_file_without_being_known(house: House, hire: Hire, anyone: AsyncClient):
    ana = await hire()
    sent = await uploaded(ana, await held(house, ana))
    assert (await anyone.get(f"/files/{sent}")).status_code == 401
