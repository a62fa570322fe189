"""Makes the card: its parts at the same time, each within its own time, so that none keeps the others."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TypeVar
from uuid import UUID

import structlog
from prometheus_client import Counter
from sqlalchemy import select

from prosa.console.card.schemas import Card, CardPart, ContactView, MeantView, MoodView, PastConversation
from prosa.console.listing.rows import Listed, Rows
from prosa.console.ticket_schemas import TicketView
from prosa.conversations.events import ConversationId, Event
from prosa.conversations.log import Log
from prosa.conversations.parts import OrderCard, SourceLink
from prosa.conversations.ports import Lookups
from prosa.conversations.speaking.articles import source_link
from prosa.desk.condensed import Condensed
from prosa.desk.contacts import Contact, Contacts, NoSuchContact
from prosa.desk.reading import EVENTS_READ, given, intents, last_asked, moods
from prosa.desk.suggesting import Suggester
from prosa.desk.summary import summarise
from prosa.engines.database import Database
from prosa.engines.errors import EnginesError
from prosa.handoff.models import ticket
from prosa.handoff.tickets import Ticket, TicketReview
from prosa.language.batching import Overloaded
from prosa.packs.schema import Pack

SECONDS = 2.0
"""Longest that a part may take."""
MOST_PAST = 10
MOST_TICKETS = 5
MOST_ORDERS = 2
_NEWEST = 2**31 - 1

left_out = Counter("prosa_card_parts_left_out", "Parts of context cards that came too late", ["part"])

log = structlog.get_logger()

Some = TypeVar("Some")


@dataclass(slots=True)
class _Making:
    """A card on its way."""

    conversation: ConversationId
    late: list[CardPart] = field(default_factory=list[CardPart])

    async def within(self, part: CardPart, made: Awaitable[Some], otherwise: Some) -> Some:
        """What comes of it in time; else `otherwise`, and it is said that it is missing."""
        try:
            async with asyncio.timeout(SECONDS):
                return await made
        except NoSuchContact:
            return otherwise
        except (TimeoutError, EnginesError, Overloaded) as error:
            left_out.labels(part).inc()
            log.warning("a part of a card was left out", part=part, reason=type(error).__name__)
            self.late.append(part)
            return otherwise


class Cards:
    """Makes cards."""

    def __init__(
        self,
        database: Database,
        pack: Pack,
        chat: Log,
        contacts: Contacts,
        rows: Rows,
        tickets: TicketReview,
        suggester: Suggester,
        lookups: Lookups,
        condensed: Condensed | None = None,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._database = database
        self._pack = pack
        self._chat = chat
        self._contacts = contacts
        self._rows = rows
        self._tickets = tickets
        self._suggester = suggester
        self._lookups = lookups
        self._condensed = condensed
        self._clock = clock
        self._labels = {name: rule.label for name, rule in pack.bot.intents.items() if rule.label}
        self._titles = {name: action.does for name, action in pack.actions.items() if action.does}
        self._order_service = _order_service(pack)

    async def of(self, id: ConversationId) -> Card:
        """The card of a conversation that is there."""
        making = _Making(id)
        somebody, events = await asyncio.gather(
            making.within("customer", self._contacts.of(id), None),
            making.within("log", self._chat.last_before(id, _NEWEST, EVENTS_READ), []),
        )
        past = await making.within("conversations", self._past(somebody), []) if somebody else []
        ids = [id, *(one.conversation.id for one in past)]
        tickets, orders, articles, written = await asyncio.gather(
            making.within("tickets", self._tickets_of(ids), []),
            making.within("orders", self._orders(events), ()),
            making.within("articles", self._articles(events), ()),
            making.within("summary", self._written(id, events), None),
        )
        others = [one for one in past if one.conversation.id != id]
        return Card(
            customer=None if somebody is None else ContactView.of(somebody),
            conversations=tuple(map(_past_view, others[:MOST_PAST])),
            tickets=tuple(map(TicketView.model_validate, tickets)),
            orders=orders,
            sentiment=tuple(map(MoodView.model_validate, moods(events))),
            intents=tuple(
                MeantView(
                    offset=meant.offset,
                    name=meant.name,
                    label=self._labels.get(meant.name),
                    confidence=meant.confidence,
                )
                for meant in intents(events)
            ),
            articles=articles,
            summary=written or self._summary(events) or None,
            summary_written=written is not None,
            left_out=tuple(making.late),
        )

    async def _written(self, id: ConversationId, events: Sequence[Event]) -> str | None:
        return None if self._condensed is None else await self._condensed.of(id, events)

    def _summary(self, events: Sequence[Event]) -> str:
        return summarise(events, self._clock(), self._labels, self._titles).text

    async def _past(self, somebody: Contact) -> list[Listed]:
        ids = await self._contacts.conversations(somebody)
        listed = await self._rows.of(ids[: MOST_PAST + 1])
        return sorted(listed, key=lambda one: one.conversation.updated_at, reverse=True)

    async def _tickets_of(self, ids: Sequence[ConversationId]) -> list[Ticket]:
        asked = (
            select(ticket.c.number)
            .where(ticket.c.conversation_id.in_(ids))
            .order_by(ticket.c.number.desc())
            .limit(MOST_TICKETS)
        )
        async with self._database.connect() as connection:
            numbers = (await connection.execute(asked)).scalars().all()
        return [(await self._tickets.get(number))[0] for number in numbers]

    async def _orders(self, events: Sequence[Event]) -> tuple[OrderCard, ...]:
        if self._order_service is None:
            return ()
        service, numbers = self._order_service, given(events, "order", MOST_ORDERS)
        answers = await asyncio.gather(*(self._lookups.ask(service, {"order": each}) for each in numbers))
        return tuple(answer for answer in answers if isinstance(answer, OrderCard))

    async def _articles(self, events: Sequence[Event]) -> tuple[SourceLink, ...]:
        asked = last_asked(events)
        if asked is None:
            return ()
        hits = await self._suggester.close_to(asked.text)
        return tuple(source_link(hit, self._pack.bot) for hit in hits)


def _order_service(pack: Pack) -> str | None:
    """The company's system that a form asks about orders; None: the pack has none."""
    for form in pack.forms.values():
        if form.lookup in pack.bot.services and any(slot.entity == "order" for slot in form.slots):
            return form.lookup
    return None


def _past_view(one: Listed) -> PastConversation:
    past = one.conversation
    return PastConversation(
        id=UUID(str(past.id)),
        channel=past.channel,
        opened_at=past.opened_at,
        updated_at=past.updated_at,
        owner=past.owner,
        preview=one.preview,
        rating=past.rating,
        tags=past.tags,
    )
