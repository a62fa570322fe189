from datetime import timedelta

import pytest

from prosa.conversations.decisions import AddToTicket, Ask, LookUp, OpenTicket
from prosa.conversations.events import MessageType
from prosa.conversations.facts import Outcome
from prosa.conversations.parts import OrderCard, TicketCard, Urgency
from prosa.conversations.ports import NotFound, Unavailable
from prosa.conversations.turn import Parts, Spoken, Turn
from tests.conversations.nodes import Node, Orders
from tests.conversations.reading import understood
from tests.conversations.saying import customer, opening_of
from tests.conversations.speaking.conftest import Speak
from tests.conversations.turning import NOW, asking, turn

KNOWN = asking("order_status", None, values={"order": "777"})


async def test_a_question_asks_for_a_slot(speak: Speak):
    state = asking("order_status", "order")
    spoken = await speak(Ask(state, "order.ask"))
    assert spoken.message.text == "[order.ask]" and spoken.message.type is MessageType.QUESTION
    assert (spoken.outcome, spoken.form) == (Outcome.ASKED, state)


async def test_the_customer_hears_what_the_shop_knows(parts: Parts, speak: Speak):
    order = OrderCard(number="777", status="sent", status_text="A caminho")
    orders = parts.lookups
    assert isinstance(orders, Orders)
    orders.answer = order
    spoken = await speak(LookUp(KNOWN))
    assert orders.asked == [("orders", {"order": "777"})]
    assert spoken.message.text == "[order.found]" and spoken.message.type is MessageType.ORDER
    assert spoken.message.order == order
    assert (spoken.outcome, spoken.form) == (Outcome.ANSWERED, None)


async def test_an_unknown_number_is_asked_for_anew(parts: Parts, speak: Speak):
    assert isinstance(parts.lookups, Orders)
    parts.lookups.answer = NotFound()
    spoken = await speak(LookUp(KNOWN))
    assert spoken.message.text == "[order.not_found]" and spoken.message.type is MessageType.QUESTION
    assert [action.kind for action in spoken.message.actions] == ["escalate"]
    assert spoken.form == asking("order_status", "order", tries=1)


async def test_a_shop_that_does_not_answer_is_owned_up_to(parts: Parts, speak: Speak):
    assert isinstance(parts.lookups, Orders)
    parts.lookups.answer = Unavailable()
    spoken = await speak(LookUp(KNOWN))
    assert spoken.message.text == "[order.unavailable]"
    assert "Falar com humano" in spoken.message.suggestions
    assert spoken.form is None


async def written(node: Node, spoken: Spoken, at: Turn) -> None:
    """What the stage `record` does with the effects."""
    id = at.conversation.id
    await node.parts.ledger.append(id, [customer()], opening=opening_of(id), effects=spoken.effects)


async def card(node: Node, number: int) -> TicketCard:
    card = await node.parts.tickets.card(number)
    assert card is not None
    return card


@pytest.mark.parametrize(
    "text, urgency, hours",
    [
        ("quero trocar", Urgency.MEDIUM, 48),
        ("a airfryer quebrou", Urgency.HIGH, 24),
        ("vou chamar meu advogado", Urgency.URGENT, 4),
    ],
)
async def test_a_ticket_has_a_number_an_urgency_and_a_promise(
    node: Node, speak: Speak, text: str, urgency: Urgency, hours: int
):
    at = turn(understood(text, "exchange_return"))
    spoken = await speak(OpenTicket(asking("exchange", "order")), at)
    assert await node.parts.tickets.card(1001) is None, "nothing is written before the answer is"
    await written(node, spoken, at)

    ticket = await card(node, 1001)
    assert spoken.message.ticket == ticket and spoken.message.type is MessageType.TICKET
    assert (ticket.type, ticket.urgency, ticket.status) == ("troca", urgency, "open")
    assert ticket.expected_at == NOW + timedelta(hours=hours)
    assert spoken.outcome is Outcome.TICKETED


async def test_a_ticket_opened_first_asks_for_the_rest_in_the_same_breath(speak: Speak):
    spoken = await speak(OpenTicket(asking("exchange", "order")))
    assert spoken.message.text == "[exchange.opened]\n\n[exchange.order]"
    assert spoken.message.suggestions == ("depois de exchange.order",)
    assert spoken.form == asking("exchange", "order", ticket=1001)


async def test_a_ticket_opened_last_ends_its_form(speak: Speak):
    done = asking("cancel", None, values={"order": "777", "reason": "mudei de ideia"})
    spoken = await speak(OpenTicket(done), turn(understood("mudei de ideia")))
    assert spoken.message.text == "[cancel.done]" and spoken.form is None


async def test_answers_are_added_to_the_ticket(node: Node, speak: Speak):
    at = turn(understood("quero trocar", "exchange_return"))
    await written(node, await speak(OpenTicket(asking("exchange", "order")), at), at)
    told = asking("exchange", None, ticket=1001, values={"order": "777", "wants": "Trocar"})
    spoken = await speak(AddToTicket(told), at)
    await written(node, spoken, at)

    assert spoken.message.text == "[exchange.added]" and spoken.form is None
    assert spoken.message.ticket == await card(node, 1001)


async def test_numbers_are_never_given_twice(speak: Speak):
    decision = OpenTicket(asking("exchange", "order"))
    numbers = [(await speak(decision)).message.ticket for _ in range(3)]
    assert [ticket.number for ticket in numbers if ticket] == [1001, 1002, 1003]
