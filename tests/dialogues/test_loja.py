"""The sample shop's forms, told as dialogues (loja/*.yml), on every channel that serves browsers."""

import httpx
import pytest

from tests.dialogues.playing import Stage
from tests.dialogues.script import Dialogue, dialogues

ALL = list(dialogues())


@pytest.mark.parametrize("dialogue", ALL, ids=[each.name for each in ALL])
async def test_over_rest(stage: Stage, dialogue: Dialogue):
    stage.counter.start()
    await stage.over_rest(dialogue)


@pytest.mark.parametrize("dialogue", ALL, ids=[each.name for each in ALL])
async def test_over_the_socket(stage: Stage, dialogue: Dialogue):
    stage.counter.start()
    await stage.over_the_socket(dialogue)


def test_there_are_forty_of_them():
    assert len(ALL) >= 40


async def test_a_form_begun_over_rest_goes_on_over_the_socket(stage: Stage):
    async with httpx.AsyncClient(base_url=stage.shop.url, timeout=15) as http:
        asked = (await http.post("/api/chat", json={"message": "quero cancelar o pedido 10443"})).json()
    async with stage.shop.served.chat(asked["session_id"]) as chat:
        answer = await chat.say(stage.orders["10443"]["customer"]["cpf_last3"])
        assert "motivo" in answer["response"]["text"] or "por que" in answer["response"]["text"]
