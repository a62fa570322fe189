"""What lies in the log comes out as it went in."""

from uuid import uuid4

import pytest

from prosa.conversations.events import EventData, Message, Note, Rating, System
from prosa.conversations.sealing import Sealer
from prosa.packs.rich import Button, Card, Cards, Page, Picture, Place, Row, Rows

RICH = Message(
    text="Veja",
    parts=(
        Cards(kind="cards", cards=(Card(title="TV", buttons=(Button(label="Quero", say="quero a tv"),)),)),
        Rows(kind="list", rows=(Row(title="Frete", say="quanto é o frete?"),)),
        Picture(kind="image", image="/loja.png", alt="A loja"),
        Page(kind="link", link="https://a.example/b", title="Guia"),
        Place(kind="map", title="Loja", address="Rua A, 1", latitude=-8, longitude=-34),
    ),
)


@pytest.mark.parametrize(
    "data",
    [Message(text="oi"), RICH, Note(text="ligar amanhã"), Rating(score=5), System(code="erased")],
    ids=lambda data: data.kind,
)
def test_a_body_is_opened_as_it_was_sealed(sealer: Sealer, data: EventData):
    conversation = uuid4()
    assert sealer.open(data.kind, sealer.seal(data, conversation, 3), conversation, 3) == data
