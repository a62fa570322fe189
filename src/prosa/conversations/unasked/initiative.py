"""Speaking unasked: on a page, on an event of the company, or when the customer it was about comes back."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import structlog
from sqlalchemy.ext.asyncio import AsyncConnection

from prosa.conversations.appending import Opening, Requirement, UnknownConversation
from prosa.conversations.context import Context
from prosa.conversations.customers import Customer, Customers, OtherCustomer
from prosa.conversations.events import ConversationId, NewEvent, Source
from prosa.conversations.fence import Superseded
from prosa.conversations.log import Log
from prosa.conversations.memory import Memory
from prosa.conversations.ports import Effect
from prosa.conversations.projection import Conversation
from prosa.conversations.turn import Parts
from prosa.conversations.unasked.deciding import (
    SHORTLY,
    TALKING,
    Reason,
    Situation,
    Verdict,
    is_asking,
    is_with_people,
    verdict_on,
)
from prosa.conversations.unasked.keeping import (
    CompanyEvent,
    CompanyEvents,
    known_of,
    settle,
    subjects_of,
    tell_once,
)
from prosa.conversations.unasked.typing import TypingSigns
from prosa.conversations.unasked.wording import message_of
from prosa.engines.database import Database
from prosa.engines.errors import DatabaseAway
from prosa.packs.proactive import ProactiveRule
from prosa.security.identity import Identity

LOOK_SECONDS = 1.0
LEASE = timedelta(seconds=30)
FORGET_EVERY = 3600
"""Looks between two clean-ups: about an hour."""

Admit = Callable[[], Awaitable[None]]
"""Counts what is about to be said as a message of whoever caused it; raises `TooMany`."""

log = structlog.get_logger()


class Withheld(Exception):
    """Somebody else has just said it, or the customer has just asked to be told nothing."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where something may be said, and to whom."""

    conversation: ConversationId
    opening: Opening | None = None
    """How to open the conversation, should nothing have been said in it yet."""
    identity: Identity | None = None
    """Whom the site has vouched for, should the log not know yet."""


@dataclass(frozen=True, slots=True)
class _Occasion:
    """A rule that may speak now."""

    name: str
    rule: ProactiveRule
    values: Mapping[str, str]
    event: CompanyEvent | None = None


@dataclass(frozen=True, slots=True)
class _Scene:
    """A conversation as it stands, with who is in it."""

    place: Place
    standing: Conversation | None
    context: Context
    customer: Customer | None
    customer_hash: bytes | None
    now: datetime

    @property
    def is_anothers(self) -> bool:
        """Whether the conversation is somebody else's than who the site says is there: a shared browser."""
        identity, customer = self.place.identity, self.customer
        return identity is not None and customer is not None and identity.id != customer.kept.external_id

    @property
    def who(self) -> str:
        """The customer's first name, or ""."""
        vouched = self.place.identity.profile.get("name", "") if self.place.identity is not None else ""
        kept = self.customer.kept.profile.get("name", "") if self.customer is not None else ""
        return self.context.name or (vouched or kept).split(" ")[0]


class Initiative:
    """Speaks unasked, by the pack's rules."""

    def __init__(
        self,
        database: Database,
        parts: Parts,
        log: Log,
        memory: Memory,
        events: CompanyEvents,
        customers: Customers,
        typing: TypingSigns,
        *,
        reachable: timedelta = timedelta(hours=24),
        observe: Callable[[str, str], None] = lambda _rule, _reason: None,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        """`reachable`: how long after its last event a browser can still open a conversation.

        `observe` is told the rule and the `Reason` of each decision.
        """
        self._database = database
        self._parts = parts
        self._log = log
        self._memory = memory
        self._events = events
        self._customers = customers
        self.typing = typing
        self._reachable = reachable
        self._observe = observe
        self._clock = clock
        self.rules = parts.pack.bot.proactive
        self._zone = ZoneInfo(parts.pack.bot.timezone)

    @property
    def hears_events(self) -> bool:
        """Whether any rule waits for an event."""
        return any(rule.event is not None for rule in self.rules.rules.values())

    async def on_page(self, place: Place, path: str, seconds: int, admit: Admit) -> bool:
        """Somebody has been on a page for so long. Whether something was said.

        Raises what `admit` raises, and `DatabaseAway`.
        """
        met = self.rules.on_page(path, seconds)
        if not met:
            return False
        scene = await self._scene(place)
        if scene.is_anothers:
            return False
        for name, rule in met.items():
            if (await self._try(_Occasion(name, rule, {}), scene, admit)).speaks:
                return True
        return False

    async def on_arrival(self, place: Place) -> bool:
        """A customer whom the site vouches for is there: says what has waited for them, one thing at a time.

        Raises `DatabaseAway`.
        """
        if place.identity is None or not self.hears_events:
            return False
        waiting = await self._events.waiting_for(self._customers.hash(place.identity.id))
        if not waiting:
            return False
        said = False
        scene = await self._scene(place)
        if scene.is_anothers:
            return False
        for event in waiting:
            if said:
                await self._events.later(event.id, scene.now + TALKING)
            else:
                said = await self._on_event(event, scene)
        return said

    async def deliver_due(self) -> int:
        """Looks at the events that are due, once each. How many those were."""
        due = await self._events.claim(self._clock(), LEASE)
        for event in due:
            found = await self._events.conversation_of(event.customer, self._clock() - self._reachable)
            if found is not None:
                await self._on_event(event, await self._scene(Place(found)))
            elif self._clock() >= event.expires_at:
                await self._give_up(event, Reason.EXPIRED)
            else:
                # Until the customer comes, which `on_arrival` sees, or it is no longer worth telling.
                await self._events.later(event.id, event.expires_at)
        return len(due)

    async def run(self) -> None:
        """Delivers the company's events, until cancelled."""
        longest = max((rule.once_every for rule in self.rules.rules.values()), default=timedelta(days=1))
        looks = 0
        while True:
            try:
                if looks % FORGET_EVERY == 0:
                    await self._events.forget(self._clock(), longest)
                looks += 1
                while await self.deliver_due():
                    pass
            except DatabaseAway:
                log.warning("cannot look for the company's events, the database is away")
            await asyncio.sleep(LOOK_SECONDS)

    async def _on_event(self, event: CompanyEvent, scene: _Scene) -> bool:
        found = self.rules.on_event(event.name)
        if found is None:  # Told before the pack was changed.
            await self._give_up(event, Reason.EXPIRED)
            return False
        name, rule = found
        verdict = await self._try(_Occasion(name, rule, event.values, event), scene)
        if verdict.again_at is not None:
            await self._events.later(event.id, verdict.again_at)
        elif not verdict.speaks:
            await self._events.drop(event.id, verdict.reason.value)
        return verdict.speaks

    async def _give_up(self, event: CompanyEvent, reason: Reason) -> None:
        found = self.rules.on_event(event.name)
        self._observe(found[0] if found is not None else "", reason.value)
        await self._events.drop(event.id, reason.value)

    async def _try(self, occasion: _Occasion, scene: _Scene, admit: Admit | None = None) -> Verdict:
        """Says it, if it may be said. Whoever was faster has said it."""
        verdict = await self._verdict(occasion, scene)
        if verdict.speaks:
            if admit is not None:
                await admit()
            verdict = await self._say(occasion, scene)
        self._observe(occasion.name, verdict.reason.value)
        return verdict

    async def _scene(self, place: Place) -> _Scene:
        standing = await self._log.conversation(place.conversation)
        customer = await self._customers.of(place.conversation) if standing is not None else None
        external_id = place.identity.id if place.identity is not None else None
        if customer is not None:
            external_id = customer.kept.external_id
        return _Scene(
            place=place,
            standing=standing,
            context=await self._memory.context(standing) if standing is not None else Context(),
            customer=customer,
            customer_hash=None if external_id is None else self._customers.hash(external_id),
            now=self._clock(),
        )

    async def _verdict(self, occasion: _Occasion, scene: _Scene) -> Verdict:
        standing, now = scene.standing, scene.now
        async with self._database.connect() as connection:
            subjects = subjects_of(scene.place.conversation, scene.customer_hash)
            known = await known_of(connection, subjects)
        talked = standing is not None and standing.customer_messages > 0
        situation = Situation(
            now=now,
            identified=scene.customer_hash is not None,
            stopped=known.stopped,
            told_at=known.told_at.get(occasion.name),
            with_people=standing is not None and is_with_people(standing),
            asking=standing is not None and is_asking(standing, scene.context, self._parts.pack, now),
            typing=await self.typing.is_typing(scene.place.conversation),
            spoken_at=standing.updated_at if standing is not None and talked else None,
            expires_at=occasion.event.expires_at if occasion.event is not None else None,
        )
        quiet = self.rules.quiet_for(occasion.rule)
        return verdict_on(occasion.rule, quiet, self._zone, situation)

    async def _say(self, occasion: _Occasion, scene: _Scene) -> Verdict:
        place, standing = scene.place, scene.standing
        message = message_of(
            occasion.name,
            occasion.rule,
            self._parts,
            context=scene.context,
            who=scene.who,
            seed=f"{place.conversation}{scene.context.offset}",
            channel=standing.channel if standing is not None else "web",
            now=scene.now,
            values=occasion.values,
        )
        events = [NewEvent(Source.BOT, message)]
        effects: list[Effect] = [self._once(occasion, scene)]
        try:
            if place.identity is not None and scene.customer is None:
                known, tie = await self._customers.link(place.conversation, place.identity)
                events.insert(0, NewEvent(Source.SYSTEM, known))
                effects.append(tie)
            await self._parts.ledger.append(
                place.conversation,
                events,
                opening=place.opening,
                require=_as_it_stood(standing),
                effects=effects,
            )
        except Withheld:
            return Verdict(Reason.TOLD)
        except (Superseded, OtherCustomer, UnknownConversation):
            return Verdict(Reason.TALKING, scene.now + SHORTLY)
        return Verdict(Reason.SAID)

    def _once(self, occasion: _Occasion, scene: _Scene) -> Effect:
        """What makes it the only time: written with the message, or neither is."""
        subjects = subjects_of(scene.place.conversation, scene.customer_hash)

        async def write(connection: AsyncConnection) -> None:
            if (await known_of(connection, subjects)).stopped:
                raise Withheld
            for subject in subjects:
                rule = occasion.rule
                if not await tell_once(connection, subject, occasion.name, scene.now, rule.once_every):
                    raise Withheld
            if occasion.event is not None and not await settle(
                connection, occasion.event.id, Reason.SAID.value
            ):
                raise Withheld

        return write


def _as_it_stood(standing: Conversation | None) -> Requirement:
    """Requires that nothing has happened since the decision."""
    offset = standing.last_offset if standing is not None else -1

    def require(conversation: Conversation) -> None:
        if conversation.last_offset != offset:
            raise Superseded(conversation.id)

    return require
