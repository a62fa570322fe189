"""All customers of a run: they come, say what they are told to, leave, and are replaced by others."""

import asyncio
import random
import time
from collections import Counter
from collections.abc import Callable
from itertools import count
from urllib.parse import urlsplit

from websockets.uri import WebSocketURI, parse_uri

from prosa.bench.messages import Talk
from prosa.bench.trace import Kind, Said
from prosa.bench.visitor import Visitor

COMING_AT_ONCE = 32
"""Handshakes under way at a time: customers do not all come in the same instant."""
LONGEST_STAY = 30
"""Messages after which a customer has had enough: an endless talk looks like abuse to the server."""
LEAVING_SECONDS = 3.0
"""How long a customer who was handed to people stays, to hear what was still on its way."""
CONNECT_SECONDS = 30.0

Progress = Callable[[float], None]
"""Told how much is done, 0 to 1."""


class Crowd:
    """Customers at their sockets. Always as many as came, but for the moments in which one is replaced."""

    def __init__(self, url: str, chance: random.Random) -> None:
        """`url` is the server's, http or https."""
        self._address = chat_address(url)
        self._chance = chance
        self._all: list[Visitor] = []
        self._free: list[Visitor] = []
        self._talks: dict[Visitor, Talk] = {}
        self._coming: set[asyncio.Task[None]] = set()
        self._leaving: list[Visitor] = []
        self._numbers = count()
        self._doors = asyncio.Semaphore(COMING_AT_ONCE)
        self._answered: Callable[[], None] = _nothing
        self.said: list[Said] = []
        self.troubles: Counter[str] = Counter()
        self.sizes: dict[str, list[int]] = {}
        """Of each type of frame: how many came, and their bytes."""

    @property
    def size(self) -> int:
        """How many are there."""
        return len(self._all)

    async def come(self, many: int, progress: Progress = lambda _: None) -> None:
        """Opens so many sockets, a few at a time. Raises `ConnectionError` when nobody gets in."""
        tasks = [asyncio.create_task(self._enter()) for _ in range(many)]
        for done, task in enumerate(asyncio.as_completed(tasks), start=1):
            await task
            progress(done / many)
        if not self._all:
            raise ConnectionError(next(iter(self.troubles), "nobody came"))

    def say(self, due: float, kind: Kind) -> None:
        """Somebody says something of this kind now: one who waits for no answer, while there is one."""
        visitor = self._somebody()
        if visitor is None:
            self.troubles["nobody there to say it"] += 1
            return
        said = Said(
            id=f"m{next(self._numbers)}",
            kind=kind,
            due=due,
            sent_at=time.perf_counter(),
            conversation=visitor.conversation,
        )
        self.said.append(said)
        visitor.say(said, self._talks[visitor].next(kind))

    def on_answer(self, act: Callable[[], None]) -> None:
        """Calls this whenever somebody has got an answer, or will not get one."""
        self._answered = act

    async def hush(self, within: float, progress: Progress = lambda _: None) -> int:
        """Waits until nobody waits for an answer; gives how many still do after `within` seconds."""
        began = time.perf_counter()
        while waiting := sum(visitor.waits for visitor in self._all):
            elapsed = time.perf_counter() - began
            if elapsed > within:
                return waiting
            progress(elapsed / within)
            await asyncio.sleep(0.05)
        return 0

    async def whole(self) -> None:
        """Waits until those who come for others have come, or given up."""
        while self._coming:
            await asyncio.gather(*self._coming, return_exceptions=True)

    async def leave(self) -> None:
        """Everybody hangs up."""
        for task in self._coming:
            task.cancel()
        await asyncio.gather(*self._coming, return_exceptions=True)
        for visitor in (*self._all, *self._leaving):
            visitor.leave()
        self._all.clear()
        self._free.clear()
        await asyncio.sleep(0.1)

    def heard(self, kind: str, size: int) -> None:
        """Implements `Watch`."""
        sizes = self.sizes.setdefault(kind, [0, 0])
        sizes[0] += 1
        sizes[1] += size

    def answered(self, visitor: Visitor) -> None:
        """Implements `Watch`."""
        if not visitor.with_people and not visitor.waits:
            if visitor.messages >= LONGEST_STAY:
                self._replace(visitor)
            else:
                self._free.append(visitor)
        self._answered()

    def called_a_person(self, visitor: Visitor) -> None:
        """Implements `Watch`."""
        self._replace(visitor)

    def gone(self, visitor: Visitor, why: str) -> None:
        """Implements `Watch`."""
        self.troubles[why] += 1
        self._replace(visitor)
        self._answered()

    async def _enter(self) -> None:
        async with self._doors:
            try:
                async with asyncio.timeout(CONNECT_SECONDS):
                    visitor = await self._connect()
            except (OSError, TimeoutError) as error:
                self.troubles[f"no socket: {error or 'in time'}"] += 1
                return
        visitor.place = len(self._all)
        self._all.append(visitor)
        self._free.append(visitor)
        self._talks[visitor] = Talk(self._chance)

    async def _connect(self) -> Visitor:
        address = self._address
        loop = asyncio.get_running_loop()
        _, visitor = await loop.create_connection(
            lambda: Visitor(address, self), address.host, address.port, ssl=address.secure or None
        )
        try:
            await visitor.connected
        except BaseException:
            visitor.leave()
            raise
        return visitor

    def _somebody(self) -> Visitor | None:
        """Anyone who waits for nothing; when all wait, anyone: customers do write twice in a row."""
        while self._free:
            chosen = self._chance.randrange(len(self._free))
            self._free[chosen], self._free[-1] = self._free[-1], self._free[chosen]
            visitor = self._free.pop()
            if visitor.place >= 0 and not visitor.waits:
                return visitor
        return self._chance.choice(self._all) if self._all else None

    def _replace(self, visitor: Visitor) -> None:
        """Somebody new comes for this one, who stays only to hear what is still on its way."""
        if visitor.place < 0:
            return
        last = self._all.pop()
        if last is not visitor:
            self._all[visitor.place] = last
            last.place = visitor.place
        visitor.place = -1
        del self._talks[visitor]
        self._leaving.append(visitor)
        asyncio.get_running_loop().call_later(LEAVING_SECONDS, self._see_off, visitor)
        task = asyncio.create_task(self._enter())
        self._coming.add(task)
        task.add_done_callback(self._coming.discard)

    def _see_off(self, visitor: Visitor) -> None:
        visitor.leave()
        if visitor in self._leaving:
            self._leaving.remove(visitor)


def chat_address(url: str) -> WebSocketURI:
    """Where the chat socket of the server at this http(s) URL is."""
    parts = urlsplit(url)
    scheme = "wss" if parts.scheme == "https" else "ws"
    return parse_uri(f"{scheme}://{parts.netloc}{parts.path.rstrip('/')}/ws/chat")


def _nothing() -> None: ...
