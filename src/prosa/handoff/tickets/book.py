"""Tickets as the bot works on them: opening, adding, opening again."""

from collections.abc import Callable
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import func, insert, select, update
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.asyncio import AsyncConnection

from prosa.conversations.events import ConversationId
from prosa.conversations.parts import TicketCard, Urgency
from prosa.conversations.ports import Effect, TicketRequest
from prosa.engines.database import Database
from prosa.handoff.hours import add_business_time
from prosa.handoff.models import ticket, ticket_counter, ticket_event
from prosa.handoff.tickets.announcing import ADDED, OPENED, REOPENED, NoOutbox, Outbox, announce
from prosa.handoff.tickets.known import LARGEST, card_of, known_to
from prosa.handoff.tickets.sealing import TicketSealer
from prosa.handoff.tickets.types import TicketStatus, TicketStep
from prosa.packs.schema import Bot
from prosa.security.encryption import Cipher

SUBJECT_CHARS = 80
_STOPPED = (TicketStatus.PENDING.value, TicketStatus.SOLVED.value)


class TicketBook:
    """Implements the core's `Tickets`, by the rules of a pack."""

    def __init__(
        self,
        database: Database,
        cipher: Cipher,
        bot: Bot,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        outbox: Outbox | None = None,
    ) -> None:
        self._database = database
        self._sealer = TicketSealer(cipher)
        self._hours = bot.hours
        self._zone = ZoneInfo(bot.timezone)
        self._rules = bot.tickets
        self._clock = clock
        self._outbox: Outbox = outbox or NoOutbox()

    async def next_number(self) -> int:
        """A number that nobody else gets. A turn that is refused leaves a gap: numbers may skip.

        Counted in a row and not by a sequence, so that a pack may raise `first_number` at any time and still
        no number is given twice; in a transaction of its own, so that nobody waits for another's turn.
        """
        first = self._rules.first_number
        counter = upsert(ticket_counter).values(only=True, last=first)
        counter = counter.on_conflict_do_update(
            index_elements=[ticket_counter.c.only],
            set_={"last": func.greatest(ticket_counter.c.last + 1, first)},
        )
        async with self._database.begin() as connection:
            return (await connection.execute(counter.returning(ticket_counter.c.last))).scalar_one()

    def open(self, request: TicketRequest) -> Effect:
        """Writes the ticket, in the turn's transaction; adds to it when the number is already open."""

        async def write(connection: AsyncConnection) -> None:
            now = self._clock()
            new = upsert(ticket).values(
                number=request.number,
                conversation_id=request.conversation,
                type=request.type,
                urgency=request.urgency.value,
                status=TicketStatus.OPEN.value,
                description_sealed=self._sealer.seal(request.number, request.description),
                subject_sealed=self._sealer.seal(request.number, request.subject or subject_of(request)),
                continues=request.continues,
                opened_at=now,
                expected_at=request.expected_at,
            )
            new = new.on_conflict_do_nothing().returning(ticket.c.number)
            if (await connection.execute(new)).one_or_none() is None:
                await self.add(request.number, request.description)(connection)
                return
            await connection.execute(
                insert(ticket_event).values(
                    ticket_number=request.number,
                    at=now,
                    kind=TicketStep.OPENED.value,
                    status=TicketStatus.OPEN.value,
                )
            )
            await announce(connection, self._outbox, OPENED, request.number)

        return write

    def add(self, number: int, description: str) -> Effect:
        """Adds what the customer said since to a ticket. A pending or solved one is open again."""

        async def write(connection: AsyncConnection) -> None:
            reopen = (
                update(ticket)
                .where(ticket.c.number == number, ticket.c.status.in_(_STOPPED))
                .values(status=TicketStatus.OPEN.value)
                .returning(ticket.c.status)
            )
            status = (await connection.execute(reopen)).scalar_one_or_none()
            await connection.execute(
                insert(ticket_event).values(
                    ticket_number=number,
                    at=self._clock(),
                    kind=TicketStep.ADDED.value,
                    status=status,
                    text_sealed=self._sealer.seal(number, description),
                )
            )
            change = {} if status is None else {"status": status}
            await announce(connection, self._outbox, ADDED, number, change)

        return write

    def reopen(self, number: int, said: str, expected_at: datetime) -> Effect:
        """Opens a pending or solved ticket again, with what the customer said and a new promise."""

        async def write(connection: AsyncConnection) -> None:
            reopen = (
                update(ticket)
                .where(ticket.c.number == number, ticket.c.status.in_(_STOPPED))
                .values(status=TicketStatus.OPEN.value, expected_at=expected_at)
                .returning(ticket.c.number)
            )
            if (await connection.execute(reopen)).one_or_none() is None:
                return  # Somebody was faster.
            await connection.execute(
                insert(ticket_event).values(
                    ticket_number=number,
                    at=self._clock(),
                    kind=TicketStep.REOPENED.value,
                    status=TicketStatus.OPEN.value,
                    text_sealed=self._sealer.seal(number, said),
                )
            )
            await announce(connection, self._outbox, REOPENED, number, {"status": TicketStatus.OPEN.value})

        return write

    def promise(self, urgency: Urgency, now: datetime) -> datetime:
        """When an answer is promised by: the pack's hours for this urgency, counted while people work."""
        return add_business_time(self._hours, self._zone, now, self._rules.expected_within(urgency))

    async def card(self, number: int) -> TicketCard | None:
        """The ticket as the customer sees it."""
        async with self._database.connect() as connection:
            row = (await connection.execute(select(ticket).where(ticket.c.number == number))).one_or_none()
        return None if row is None else card_of(row)

    async def known_to(
        self, conversation: ConversationId, number: int | None = None
    ) -> tuple[TicketCard, ...]:
        """Tickets that this conversation may know of, those under way first; with a number, that or none."""
        if number is not None and not 0 < number <= LARGEST:
            return ()
        async with self._database.connect() as connection:
            rows = await connection.execute(known_to(conversation, number))
            return tuple(card_of(row) for row in rows)


def subject_of(request: TicketRequest) -> str:
    """What it is about in a few words: how the description begins."""
    first = " ".join(request.description.split("\n", 1)[0].split())
    return first if len(first) <= SUBJECT_CHARS else first[: SUBJECT_CHARS - 1].rstrip() + "…"
