"""The summary that a language model writes at a hand-over: once, in the background, kept for a day.

Nobody waits for it: until it is there, and when it does not come, the one made by rules is shown.
"""

import asyncio
import hashlib
import hmac
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from typing import Protocol

import structlog

from prosa.conversations.appending import Appended
from prosa.conversations.events import ConversationId, Event, HandOff, HandOffStep, Message, Source
from prosa.conversations.log import Log
from prosa.desk.reading import EVENTS_READ
from prosa.engines.errors import EnginesError, ValkeyAway
from prosa.engines.valkey import Valkey
from prosa.llm.condensing import Line
from prosa.security.encryption import Cipher, Undecipherable

KEPT_SECONDS = 24 * 3600
TRIED_SECONDS = 60
"""For so long nobody else tries, here or on another node."""
AT_ONCE = 32
"""Summaries on their way on a node; further ones are asked for again when somebody looks."""
_NEWEST = 2**31 - 1

_WHO = {Source.CUSTOMER: "cliente", Source.BOT: "assistente", Source.AGENT: "atendente"}

Names = Callable[[ConversationId], Awaitable[Sequence[str]]]
"""What is known of a customer that must not leave the house."""

log = structlog.get_logger()


class Condenser(Protocol):
    """Writes summaries (`llm.condenser`)."""

    async def condense(
        self, conversation: str, lines: Sequence[Line], names: Sequence[str] = ()
    ) -> str | None:
        """A few sentences, or None. Never raises."""
        ...


class Condensed:
    """Has summaries written, and knows those that were. Without a condenser there are none."""

    def __init__(
        self, condenser: Condenser | None, valkey: Valkey, cipher: Cipher, key: bytes, log: Log, names: Names
    ) -> None:
        self._condenser = condenser
        self._valkey = valkey
        self._cipher = cipher
        self._key = key
        self._log = log
        self._names = names
        self._writing: dict[str, asyncio.Task[None]] = {}

    def heard(self, group: Sequence[Appended]) -> None:
        """Begins a summary for every conversation that was just handed over on this node."""
        if self._condenser is None:
            return
        for appended in group:
            if any(_hands_over(event) for event in appended.events):
                self._begin(str(appended.conversation.id), self._look(appended.conversation.id))

    async def of(self, id: ConversationId, events: Sequence[Event]) -> str | None:
        """The summary written at the last hand-over; None when there is none, or none yet."""
        lines = handed_over(events)
        if self._condenser is None or not lines:
            return None
        place = self._place(id, lines)
        try:
            sealed = await self._valkey.client.get(place)
            if sealed is not None:
                return self._cipher.decrypt(bytes(sealed), place.encode()).decode()
        except ValkeyAway:
            return None
        except (Undecipherable, UnicodeDecodeError):
            log.warning("a kept summary is unreadable")
        self._begin(str(id), self._write(id, place, lines))
        return None

    async def settled(self) -> None:
        """Waits for all that are on their way."""
        while self._writing:
            await asyncio.gather(*self._writing.values(), return_exceptions=True)

    async def close(self) -> None:
        """Gives up on those that are on their way."""
        for task in self._writing.values():
            task.cancel()
        await self.settled()

    def _begin(self, name: str, work: Coroutine[None, None, None]) -> None:
        if name in self._writing or len(self._writing) >= AT_ONCE:
            work.close()
            return
        task = self._writing[name] = asyncio.create_task(self._quietly(work))
        task.add_done_callback(lambda _: self._writing.pop(name, None))

    async def _quietly(self, work: Coroutine[None, None, None]) -> None:
        try:
            await work
        except EnginesError:
            log.warning("no summary was written, an engine is away")
        except Exception:
            log.exception("no summary was written")

    async def _look(self, id: ConversationId) -> None:
        lines = handed_over(await self._log.last_before(id, _NEWEST, EVENTS_READ))
        if lines:
            await self._write(id, self._place(id, lines), lines)

    async def _write(self, id: ConversationId, place: str, lines: Sequence[Line]) -> None:
        if self._condenser is None:
            return
        mine = await self._valkey.client.set(f"{place}:tried", b"1", nx=True, ex=TRIED_SECONDS)
        if not mine:
            return
        summary = await self._condenser.condense(str(id), lines, await self._names(id))
        if summary is not None:
            sealed = self._cipher.encrypt(summary.encode(), place.encode())
            await self._valkey.client.set(place, sealed, ex=KEPT_SECONDS)

    def _place(self, id: ConversationId, lines: Sequence[Line]) -> str:
        """Of what was said, and not of an offset: once a customer is erased, nothing leads to it."""
        said = "\0".join(f"{line.who}\0{line.text}" for line in lines)
        return f"prosa:summary:{id}:{hmac.new(self._key, said.encode(), hashlib.sha256).hexdigest()}"


def handed_over(events: Sequence[Event]) -> tuple[Line, ...]:
    """What was said up to the last hand-over, since the matter began; () without one."""
    calls = [place for place, event in enumerate(events) if _hands_over(event)]
    if not calls:
        return ()
    before = events[: calls[-1]]
    ends = [place for place, event in enumerate(before) if _resolves(event)]
    matter = before[ends[-1] + 1 :] if ends else before
    return tuple(
        Line(_WHO[event.source], event.data.text)  # type: ignore[arg-type]
        for event in matter
        if isinstance(event.data, Message) and event.source in _WHO and event.data.text
    )


def _hands_over(event: Event) -> bool:
    return isinstance(event.data, HandOff) and event.data.step is HandOffStep.REQUESTED


def _resolves(event: Event) -> bool:
    return isinstance(event.data, HandOff) and event.data.step is HandOffStep.RESOLVED
