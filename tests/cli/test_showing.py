"""What is put on the terminal: numbers that choose, and text that a terminal does not obey."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from prosa.channels.web.protocol import AgentMessage, Escalated, QueueFrame, ResponseBody, ResponseFrame
from prosa.cli.talking.cards import shown
from prosa.cli.talking.choices import choices_of, chosen
from prosa.cli.talking.line import ServerFrame
from prosa.cli.talking.plain import plain
from prosa.cli.talking.words import harmless
from prosa.conversations.parts import (
    Action,
    OrderCard,
    ProductCard,
    QueuePlace,
    SourceLink,
    TicketCard,
    Urgency,
)

BASE = "http://localhost:8000"
NOW = datetime.now(UTC)


def product(name: str = "Fone Wave", **changes: object) -> ProductCard:
    return ProductCard.model_validate(
        {
            "id": "fone", "name": name, "brand": "Wave", "category": "Fones", "price": Decimal("149.9"),
            "old_price": Decimal("199.9"), "availability": "few", "features": ("Bluetooth 5.3",),
            "actions": (
                Action(label="Comprar", kind="open", value="/p/fone"),
                Action(label="Saber mais", value=f"Quero saber mais sobre {name}"),
            ),
        }
        | changes
    )  # fmt: skip


def response(**body: object) -> ResponseFrame:
    return ResponseFrame(
        offset=1,
        at=NOW,
        answers=0,
        response=ResponseBody.model_validate({"text": "Olha só:", "type": "text", **body}),
    )


def seen(frame: ServerFrame) -> str:
    console = Console(width=100, force_terminal=True)
    with console.capture() as capture:
        console.print(shown(frame, BASE, "Assistente"))
    return capture.get()


def test_products_come_first_then_actions_then_suggestions():
    frame = response(
        products=(product("Fone A"), product("Fone B")),
        actions=(
            Action(label="Ler artigo", kind="open", value="/artigo"),
            Action(label="Falar com humano", kind="escalate", value="escalate"),
        ),
        suggestions=("Qual o prazo?",),
    )
    choices = choices_of(frame.response)
    assert [choice.label for choice in choices] == ["Fone A", "Fone B", "Falar com humano", "Qual o prazo?"]
    assert [choice.says for choice in choices] == [
        "Quero saber mais sobre Fone A",
        "Quero saber mais sobre Fone B",
        None,
        "Qual o prazo?",
    ]
    for text in (plain(frame, BASE) or "", seen(frame)):
        places = [text.index(f"[{number}]") for number in range(1, 5)]
        assert sorted(places) == places or "╭" in text
        assert "Qual o prazo?" in text and "[5]" not in text


@given(st.text(max_size=20))
def test_only_the_number_of_a_button_is_one(line: str):
    choices = choices_of(response(suggestions=("a", "b")).response)
    choice = chosen(line, choices)
    assert (choice is not None) == (line.strip() in ("1", "2", "01", "02") or _other_digits(line))


def _other_digits(line: str) -> bool:
    """Digits of other scripts count as well: who types them means the number."""
    text = line.strip()
    return text.isdecimal() and len(text) <= 2 and int(text) in (1, 2)


def test_a_product_card_tells_price_in_reais_and_availability():
    for text in (plain(response(products=(product(),)), BASE) or "", seen(response(products=(product(),)))):
        assert "R$ 149,90" in text and "R$ 199,90" in text and "últimas unidades" in text


def test_an_order_a_ticket_and_a_source_are_shown():
    frame = response(
        order=OrderCard(
            number="10432", status="shipped", status_text="A caminho.", carrier="Rápido Ipê",
            tracking_code="RI1", items=("1× Airfryer",), total=Decimal("332.4"),
        ),
        ticket=TicketCard(
            number=1001, type="troca", urgency=Urgency.HIGH, status="open", expected_at=NOW
        ),
        sources=(SourceLink(id="troca", title="Trocas e devoluções", link="/shop/artigos/troca"),),
    )  # fmt: skip
    text = plain(frame, BASE) or ""
    assert f"{BASE}/shop/artigos/troca" in text
    for told in (text, seen(frame)):
        for words in ("10432", "RI1", "R$ 332,40", "1001", "alta", "Trocas e devoluções"):
            assert words in told


@pytest.mark.parametrize(
    "place, words",
    [
        (QueuePlace(position=1, wait_seconds=30), "próximo da fila"),
        (QueuePlace(position=3, wait_seconds=900), "posição 3 da fila. Espera estimada: cerca de 15 minutos"),
        (QueuePlace(position=1, wait_seconds=0, open=False, reopens_at=NOW), "fora do horário"),
        (None, "na fila"),
    ],
)
def test_ones_place_in_the_queue_is_told(place: QueuePlace | None, words: str):
    assert words in (plain(Escalated(offset=2, at=NOW, queue=place), BASE) or "")


def test_whoever_takes_over_is_named():
    joined = QueueFrame(offset=3, at=NOW, owner="agent", agent_name="Ana")
    assert plain(joined, BASE) == "Ana entrou na conversa."
    assert plain(AgentMessage(offset=4, at=NOW, text="Oi!", agent_name="Ana"), BASE) == "Ana: Oi!"


HOSTILE = "\x1b]0;gotcha\x07\x1b[2J[red]\x9b31mtexto\u202e"


def test_nothing_that_is_said_can_command_the_terminal():
    frame = AgentMessage(offset=1, at=NOW, text=HOSTILE, agent_name=HOSTILE)
    text = plain(frame, BASE) or ""
    assert not set(text) & set("\x1b\x07\x9b\u202e")
    on_screen = seen(frame)
    assert "\x1b]0" not in on_screen and "\x1b[2J" not in on_screen and "[red]" in on_screen


@given(st.text())
def test_harmless_text_has_lines_but_no_other_control_characters(text: str):
    shown = harmless(text)
    assert all(character == "\n" or character.isprintable() or character.isspace() for character in shown)
    assert harmless(shown) == shown
