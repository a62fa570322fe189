from asyncio import gather
from datetime import UTC, datetime
from uuid import uuid4

import pytest
from sqlalchemy import select

from prosa.conversations.events import ConversationId, Message, NewEvent, Source
from prosa.conversations.parts import Urgency
from prosa.conversations.ports import TicketRequest
from prosa.conversations.projection import Conversation
from prosa.engines.database import Database
from prosa.handoff.models import ticket as ticket_table
from prosa.handoff.models import ticket_event
from prosa.handoff.tickets import NoSuchTicket, TicketClosed, TicketStatus, TicketStep
from tests.handoff.house import WEEKDAY_HOURS, House, bot, open_house


class Refused(Exception):
    pass


def refuse(_: Conversation) -> None:
    raise Refused


def request(number: int, conversation: ConversationId, said: str = "air fryer quebrada") -> TicketRequest:
    expected_at = datetime(2026, 3, 2, tzinfo=UTC)
    return TicketRequest(number, conversation, "troca", Urgency.HIGH, said, expected_at)


async def opened(house: House) -> int:
    """A ticket opened in a turn."""
    id, number = await house.customer(), await house.tickets.next_number()
    said = NewEvent(Source.BOT, Message(text=f"Abri o chamado {number}."))
    await house.ledger.append(id, [said], effects=[house.tickets.open(request(number, id))])
    return number


async def test_numbers_start_at_the_pack_s_first_and_nobody_gets_one_twice(house: House):
    numbers = await gather(*(house.tickets.next_number() for _ in range(20)))
    assert sorted(numbers) == list(range(1001, 1021))


async def test_a_pack_may_raise_its_first_number_but_never_repeats_one(database: Database, house: House):
    used = await house.tickets.next_number()
    async with open_house(database, bot(tickets={"first_number": 50000})) as raised:
        assert await raised.tickets.next_number() == 50000
    async with open_house(database, bot(tickets={"first_number": 1})) as lowered:
        assert await lowered.tickets.next_number() not in (used, 50000)


async def test_a_ticket_is_there_once_its_turn_is(house: House):
    number = await opened(house)
    card = await house.tickets.card(number)
    assert card is not None
    assert (card.number, card.type, card.urgency, card.status) == (number, "troca", Urgency.HIGH, "open")


async def test_a_refused_turn_leaves_no_ticket(house: House):
    id, number = await house.customer(), await house.tickets.next_number()
    said = NewEvent(Source.BOT, Message(text="Abri um chamado."))
    with pytest.raises(Refused):
        await house.ledger.append(
            id, [said], require=refuse, effects=[house.tickets.open(request(number, id))]
        )
    assert await house.tickets.card(number) is None


async def test_a_ticket_that_cannot_be_written_takes_its_message_back_but_not_the_neighbours(house: House):
    id, neighbour = await house.customer(), await house.customer()
    impossible = house.tickets.open(request(1001, ConversationId(uuid4())))  # no such conversation
    said = NewEvent(Source.BOT, Message(text="Abri um chamado."))
    outcomes = await gather(
        house.ledger.append(id, [said], effects=[impossible]),
        house.ledger.append(neighbour, [said]),
        return_exceptions=True,
    )
    assert isinstance(outcomes[0], Exception)
    assert [event.source for event in await house.events(id)] == [Source.CUSTOMER]
    assert [event.source for event in await house.events(neighbour)] == [Source.CUSTOMER, Source.BOT]


async def test_opening_a_ticket_twice_adds_to_it(house: House):
    number = await opened(house)
    first, _ = await house.ticket_review.get(number)
    again = house.tickets.open(request(number, first.conversation, "e a garantia?"))
    await house.ledger.append(first.conversation, [], effects=[again])
    ticket, history = await house.ticket_review.get(number)
    assert ticket.description == "air fryer quebrada"
    assert [(line.step, line.text) for line in history] == [
        (TicketStep.OPENED, None),
        (TicketStep.ADDED, "e a garantia?"),
    ]


async def test_what_the_customer_wrote_is_not_readable_in_the_database(house: House):
    number = await opened(house)
    async with house.database.begin() as connection:
        await house.tickets.add(number, "meu CPF é 529.982.247-25")(connection)
    async with house.database.connect() as connection:
        sealed = [bytes(row.description_sealed) for row in await connection.execute(select(ticket_table))]
        sealed += [bytes(row.text_sealed or b"") for row in await connection.execute(select(ticket_event))]
    assert not any(secret in blob for blob in sealed for secret in (b"quebrada", b"529"))


@pytest.mark.parametrize("status", [TicketStatus.PENDING, TicketStatus.SOLVED])
async def test_what_a_customer_adds_opens_a_ticket_again(house: House, status: TicketStatus):
    number, ana = await opened(house), await house.agent()
    await house.ticket_work.set_status(number, status, ana.id)
    async with house.database.begin() as connection:
        await house.tickets.add(number, "quebrou de novo")(connection)
    ticket, history = await house.ticket_review.get(number)
    assert ticket.status is TicketStatus.OPEN
    assert [line.status for line in history] == [TicketStatus.OPEN, status, TicketStatus.OPEN]
    assert history[1].agent == ana.id


async def test_a_closed_ticket_stays_closed(house: House):
    number, ana = await opened(house), await house.agent()
    await house.ticket_work.set_status(number, TicketStatus.CLOSED, ana.id)
    async with house.database.begin() as connection:
        await house.tickets.add(number, "quebrou de novo")(connection)
    with pytest.raises(TicketClosed):
        await house.ticket_work.set_status(number, TicketStatus.OPEN, ana.id)
    assert (await house.ticket_review.get(number))[0].status is TicketStatus.CLOSED


async def test_a_number_that_nobody_has_names_no_ticket(house: House):
    with pytest.raises(NoSuchTicket):
        await house.ticket_review.get(9999)
    with pytest.raises(NoSuchTicket):
        await house.ticket_work.set_status(9999, TicketStatus.OPEN, (await house.agent()).id)


async def test_tickets_are_listed_newest_first_page_by_page(house: House):
    numbers = [await opened(house) for _ in range(3)]
    first = await house.ticket_review.list(limit=2)
    rest = await house.ticket_review.list(before=first[-1].number, limit=2)
    assert [ticket.number for ticket in first + rest] == numbers[::-1]
    await house.ticket_work.set_status(numbers[0], TicketStatus.SOLVED, (await house.agent()).id)
    assert [ticket.number for ticket in await house.ticket_review.list(TicketStatus.SOLVED)] == [numbers[0]]


async def test_a_promise_counts_the_hours_in_which_people_work(database: Database):
    async with open_house(
        database, bot(hours=WEEKDAY_HOURS, tickets={"expected_hours": {"urgent": 4}})
    ) as house:
        friday_17h = datetime(2026, 3, 6, 20, tzinfo=UTC)  # 17:00 in São Paulo, an hour before closing
        assert house.tickets.promise(Urgency.URGENT, friday_17h) == datetime(2026, 3, 9, 15, tzinfo=UTC)
