"""On a channel without buttons everything is text, and a number chooses an option."""

from decimal import Decimal

import httpx
import pytest

from prosa.conversations.events import Message
from prosa.conversations.parts import Action, ProductCard
from prosa.conversations.plain import as_text, chosen_of, options_of
from prosa.packs.rich import Button, Card, Cards, Page, Picture, Place, Row, Rows
from tests.served import Shop

EVERYTHING = Message(
    text="Escolha:",
    actions=(Action(label="Cancelar", value="quero cancelar"), Action(label="Site", kind="open", value="/s")),
    suggestions=("Prazo?", "quero cancelar"),
    products=(
        ProductCard(
            id="f", name="Fone", brand="X", category="c", price=Decimal("1299.9"), availability="in_stock"
        ),
    ),
    parts=(
        Cards(
            kind="cards",
            cards=(Card(title="TV", text="50”", buttons=(Button(label="Quero", say="quero a tv"),)),),
        ),
        Rows(
            kind="list",
            title="Temas",
            rows=(Row(title="Frete", say="quanto é o frete?"), Row(title="Leia", text="x")),
        ),
        Picture(kind="image", image="/loja.png", alt="A loja"),
        Page(kind="link", link="https://a.example/b", title="Guia"),
        Place(kind="map", title="Loja", address="Rua A, 1", latitude=-8, longitude=-34),
    ),
)


def test_everything_is_there_as_text_and_each_option_once():
    text = as_text(EVERYTHING)
    assert text.endswith("1. Cancelar\n2. TV: Quero\n3. Frete\n4. Prazo?")
    for shown in (
        "Site: /s",
        "Fone, R$ 1.299,90",
        "*TV*",
        "Leia: x",
        "A loja: /loja.png",
        "Guia",
        "Rua A, 1",
    ):
        assert shown in text
    assert options_of(EVERYTHING) == ("quero cancelar", "quero a tv", "quanto é o frete?", "Prazo?")


@pytest.mark.parametrize(
    "text, chosen",
    [
        *(("2", "b"), ("2.", "b"), ("opção 3", "c"), (" #1 ", "a"), ("a segunda", "b"), ("o primeiro", "a")),
        *(("a última", "c"), ("4", None), ("0", None), ("10432", None), ("2 unidades", None), ("sim", None)),
    ],
)
def test_a_number_chooses_and_everything_else_does_not(text: str, chosen: str | None):
    assert chosen_of(text, ("a", "b", "c")) == chosen


def test_nothing_is_chosen_where_nothing_was_offered():
    assert chosen_of("1", ()) is None
    assert chosen_of("1", ("only one",)) is None


async def test_a_customer_without_buttons_chooses_by_number(shop: Shop):
    async with httpx.AsyncClient(base_url=shop.url) as http:
        first = (await http.post("/api/chat", json={"message": "você é um robô?", "plain": True})).json()
        assert "\n3. Ver um chamado" in first["response"]["text"]
        asked = {"message": "3", "session_id": first["session_id"], "plain": True}
        assert (await http.post("/api/chat", json=asked)).json()["intent"] == "ticket_status"
