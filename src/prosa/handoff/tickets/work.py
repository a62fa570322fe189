"""Tickets as agents work on them. What the customer should know is said in the conversation, in one go."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import Row, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from prosa.conversations.appending import UnknownConversation
from prosa.conversations.events import AgentId, ConversationId, Message, MessageType, NewEvent, Source
from prosa.conversations.ledger import Ledger
from prosa.conversations.parts import TicketCard, Urgency
from prosa.conversations.ports import Effect, TicketRequest
from prosa.engines.database import Database
from prosa.handoff.inbox import NoSuchConversation
from prosa.handoff.models import ticket, ticket_attachment, ticket_event
from prosa.handoff.tickets.announcing import ANSWERED, UPDATED, NoOutbox, Outbox, announce
from prosa.handoff.tickets.book import TicketBook
from prosa.handoff.tickets.known import card_of
from prosa.handoff.tickets.sealing import TicketSealer
from prosa.handoff.tickets.types import NoSuchTicket, TicketClosed, TicketStatus, TicketStep
from prosa.packs.replies import Replies
from prosa.security.encryption import Cipher

CHANGED = "ticket.changed"
"""The reply that tells of a new status; a pack without it leaves the customer to ask."""
ANSWER = "ticket.answered"
"""The reply above what an agent answers."""


@dataclass(frozen=True, slots=True)
class Change:
    """What an agent changes; None stays."""

    status: TicketStatus | None = None
    urgency: Urgency | None = None
    type: str | None = None


class TicketWork:
    """The agents' steps. Each is one transaction: the ticket, its history, the event, and what is said."""

    def __init__(
        self,
        database: Database,
        cipher: Cipher,
        ledger: Ledger,
        book: TicketBook,
        replies: Replies | None = None,
        outbox: Outbox | None = None,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        """Without `replies` no customer is told anything but answers."""
        self._database = database
        self._sealer = TicketSealer(cipher)
        self._ledger = ledger
        self._book = book
        self._replies = replies
        self._outbox: Outbox = outbox or NoOutbox()
        self._clock = clock

    async def create(
        self,
        conversation: ConversationId,
        kind: str,
        urgency: Urgency,
        description: str,
        subject: str = "",
    ) -> int:
        """A ticket that a person opens. Raises `NoSuchConversation`."""
        number = await self._book.next_number()
        request = TicketRequest(
            number=number,
            conversation=conversation,
            type=kind,
            urgency=urgency,
            description=description,
            expected_at=self._book.promise(urgency, self._clock()),
            subject=subject,
        )
        try:
            await self._ledger.append(conversation, [], effects=[self._book.open(request)])
        except UnknownConversation as error:
            raise NoSuchConversation from error
        return number

    async def change(self, number: int, change: Change, by: AgentId) -> None:
        """Moves a ticket on. What is so already stays. Raises `NoSuchTicket`, and `TicketClosed`."""
        before = await self._row(number)
        if not _differences(before, change):
            return
        after = _card_after(before, self._values(before, change))
        moved = after.status != before.status
        await self._append(
            before,
            [self._told(CHANGED, after)] if moved and self._knows(CHANGED) else [],
            self._changing(number, change, by),
        )

    async def set_status(self, number: int, status: TicketStatus, by: AgentId) -> None:
        """Moves a ticket on. Raises `NoSuchTicket`, and `TicketClosed` when it is closed."""
        await self.change(number, Change(status=status), by)

    async def note(self, number: int, text: str, by: AgentId, *, public: bool = False) -> None:
        """Writes into the ticket: for agents, or as an answer that the customer gets in the conversation.

        Raises `NoSuchTicket`, and `TicketClosed` for an answer.
        """
        row = await self._row(number)
        if public and row.status == TicketStatus.CLOSED:
            raise TicketClosed
        step = TicketStep.ANSWER if public else TicketStep.NOTE

        async def write(connection: AsyncConnection) -> None:
            await self._record(connection, number, step, by, text=text)
            if public:
                await announce(connection, self._outbox, ANSWERED, number)

        await self._append(row, [self._told(ANSWER, card_of(row), text)] if public else [], write)

    async def attach(
        self, number: int, name: str, link: str, media_type: str, size: int | None, by: AgentId
    ) -> None:
        """Notes a file that lies at `link`. Raises `NoSuchTicket`."""
        row = await self._row(number)

        async def write(connection: AsyncConnection) -> None:
            await connection.execute(
                insert(ticket_attachment).values(
                    id=uuid4(),
                    ticket_number=number,
                    at=self._clock(),
                    agent_id=by,
                    media_type=media_type,
                    bytes=size,
                    place_sealed=self._sealer.seal(number, f"{name}\n{link}"),
                )
            )
            await self._record(connection, number, TicketStep.ATTACHED, by, text=name)
            await announce(connection, self._outbox, UPDATED, number, {"attachment": media_type})

        await self._append(row, [], write)

    def _changing(self, number: int, change: Change, by: AgentId) -> Effect:
        async def write(connection: AsyncConnection) -> None:
            locked = select(ticket).where(ticket.c.number == number).with_for_update()
            row = (await connection.execute(locked)).one_or_none()
            if row is None:
                raise NoSuchTicket
            differences = _differences(row, change)
            if not differences:
                return
            values = self._values(row, change)
            await connection.execute(update(ticket).where(ticket.c.number == number).values(values))
            for step, value in differences.items():
                await self._record(connection, number, step, by, value=value)
            changed = {step.value: value for step, value in differences.items()}
            await announce(connection, self._outbox, UPDATED, number, changed)

        return write

    def _values(self, row: Row[Any], change: Change) -> dict[str, Any]:
        values: dict[str, Any] = {step.value: value for step, value in _differences(row, change).items()}
        if TicketStep.URGENCY in values:
            values["expected_at"] = self._book.promise(Urgency(values["urgency"]), row.opened_at)
        return values

    async def _record(
        self,
        connection: AsyncConnection,
        number: int,
        step: TicketStep,
        by: AgentId,
        text: str | None = None,
        value: str | None = None,
    ) -> None:
        await connection.execute(
            insert(ticket_event).values(
                ticket_number=number,
                at=self._clock(),
                kind=step.value,
                status=value if step is TicketStep.STATUS else None,
                agent_id=by,
                text_sealed=None if text is None else self._sealer.seal(number, text),
                value=None if step is TicketStep.STATUS else value,
            )
        )

    def _knows(self, reply: str) -> bool:
        return self._replies is not None and reply in self._replies

    def _told(self, reply: str, card: TicketCard, text: str = "") -> NewEvent:
        lines, suggestions = [text] if text else [], ()
        if self._replies is not None and reply in self._replies:
            said = self._replies.render(
                reply, seed=f"{card.number}{card.status}{self._clock()}", name="", ticket=card
            )
            lines, suggestions = [said.text, *lines], said.suggestions
        message = Message(
            text="\n\n".join(lines), type=MessageType.TICKET, ticket=card, suggestions=suggestions
        )
        return NewEvent(Source.BOT, message)

    async def _row(self, number: int) -> Row[Any]:
        async with self._database.connect() as connection:
            row = (await connection.execute(select(ticket).where(ticket.c.number == number))).one_or_none()
        if row is None:
            raise NoSuchTicket
        return row

    async def _append(self, row: Row[Any], events: Sequence[NewEvent], write: Effect) -> None:
        await self._ledger.append(ConversationId(row.conversation_id), events, effects=[write])


def _card_after(before: Row[Any], values: Mapping[str, Any]) -> TicketCard:
    return TicketCard.model_validate({**card_of(before).model_dump(), **values})


def _differences(row: Row[Any], change: Change) -> dict[TicketStep, str]:
    """What would be otherwise after this change. Raises `TicketClosed` for any in a closed ticket."""
    wanted = {
        TicketStep.STATUS: None if change.status is None else change.status.value,
        TicketStep.URGENCY: None if change.urgency is None else change.urgency.value,
        TicketStep.TYPE: change.type,
    }
    different = {
        step: value
        for step, value in wanted.items()
        if value is not None and value != getattr(row, step.value)
    }
    if different and row.status == TicketStatus.CLOSED:
        raise TicketClosed
    return different
