"""Who of the agents looks at which conversation, and types there: on all nodes.

Valkey holds an entry for each open view, which dies by itself when its node does not renew it. With Valkey
away only those of this node are known.
"""

import asyncio
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, cast
from uuid import UUID

import orjson
import structlog

from prosa.console.live.protocol import Viewer
from prosa.conversations.events import AgentId, ConversationId
from prosa.conversations.fanout import FanOut
from prosa.conversations.signals import Looking
from prosa.engines.errors import ValkeyAway
from prosa.engines.valkey import Valkey

RENEW_SECONDS = 10.0
LIFE_SECONDS = 30.0
"""An entry that was not renewed for so long is of a node that died."""
TYPING_SECONDS = 6.0
"""Without another sign for so long, nobody types any more."""

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Look:
    """One open view of a conversation."""

    socket: str
    """Names the socket among all; an agent may have several."""
    agent: AgentId
    name: str
    typing_since: float | None = None
    typing_until: float = 0.0

    def types(self, now: float) -> bool:
        """Whether a sign of typing came lately."""
        return self.typing_since is not None and now < self.typing_until


Watcher = Callable[[Sequence[Viewer]], None]


@dataclass(slots=True)
class _View:
    look: Look
    told: Watcher


@dataclass(slots=True)
class _Views:
    """Open views of one conversation on this node, by socket."""

    by_socket: dict[str, _View] = field(default_factory=dict[str, _View])


class Viewing:
    """Keeps them. `run` it for as long as the node lives."""

    def __init__(self, valkey: Valkey, fanout: FanOut, clock: Callable[[], float] = time.time) -> None:
        self._client = cast(Any, valkey.client)  # its commands on hashes are half typed
        self._fanout = fanout
        self._clock = clock
        self._here: dict[ConversationId, _Views] = {}
        self._stale: set[ConversationId] = set()
        self._wake = asyncio.Event()

    async def open(self, conversation: ConversationId, look: Look, told: Watcher) -> None:
        """Somebody looks; `told` hears who does, now and whenever that changes, until `close`."""
        self._here.setdefault(conversation, _Views()).by_socket[look.socket] = _View(look, told)
        await self._keep(conversation, look)
        self._fanout.signal(conversation, Looking())
        self.changed(conversation)

    async def close(self, conversation: ConversationId, socket: str) -> None:
        """They look away."""
        views = self._here.get(conversation)
        if views is None or views.by_socket.pop(socket, None) is None:
            return
        if not views.by_socket:
            del self._here[conversation]
        try:
            await self._client.hdel(_key(conversation), socket)
        except ValkeyAway:
            log.debug("an agent's look stays until it expires, Valkey is away")
        self._fanout.signal(conversation, Looking())
        self.changed(conversation)

    async def typing(self, conversation: ConversationId, socket: str, *, on: bool) -> bool:
        """Somebody who looks types, or has stopped. Whether that is new."""
        views = self._here.get(conversation)
        view = None if views is None else views.by_socket.get(socket)
        if view is None:
            return False
        now, before = self._clock(), view.look
        since = before.typing_since if before.types(now) else now
        view.look = replace(
            before, typing_since=since if on else None, typing_until=now + TYPING_SECONDS if on else 0.0
        )
        await self._keep(conversation, view.look)
        new = before.types(now) != on
        if new:
            self._fanout.signal(conversation, Looking())
        self.changed(conversation)
        return new

    async def typist(self, conversation: ConversationId, agent: AgentId) -> str | None:
        """Who has been typing there, since before this agent began to; None when nobody else."""
        now = self._clock()
        typing = [look for look in await self._looks(conversation) if look.types(now)]
        mine = min((_since(look) for look in typing if look.agent == agent), default=None)
        others = [look for look in typing if look.agent != agent and (mine is None or _since(look) < mine)]
        return min(others, key=_since).name if others else None

    async def viewers(self, conversation: ConversationId) -> tuple[Viewer, ...]:
        """Everyone who looks, each once."""
        return _viewers(await self._looks(conversation), self._clock())

    def changed(self, conversation: ConversationId) -> None:
        """Has those who look on this node told who else does (called for each `Looking`)."""
        if conversation in self._here:
            self._stale.add(conversation)
            self._wake.set()

    async def run(self) -> None:
        """Tells of changes, and renews this node's entries. Runs until cancelled."""
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._tell())
            tasks.create_task(self._renew())

    async def _tell(self) -> None:
        while True:
            await self._wake.wait()
            self._wake.clear()
            stale, self._stale = self._stale, set()
            for conversation in stale:
                looks = await self._looks(conversation)
                now = self._clock()
                viewers = _viewers(looks, now)
                for view in tuple(self._here.get(conversation, _Views()).by_socket.values()):
                    view.told(viewers)
                over = min((look.typing_until for look in looks if look.types(now)), default=None)
                if over is not None:
                    # Nobody tells that somebody who left in mid-word types no more.
                    asyncio.get_running_loop().call_later(over - now + 0.05, self.changed, conversation)

    async def _renew(self) -> None:
        while True:
            await asyncio.sleep(RENEW_SECONDS)
            for conversation, views in tuple(self._here.items()):
                for view in tuple(views.by_socket.values()):
                    await self._keep(conversation, view.look)
                self.changed(conversation)  # some may have died

    async def _keep(self, conversation: ConversationId, look: Look) -> None:
        entry = {
            "agent": str(look.agent),
            "name": look.name,
            "until": self._clock() + LIFE_SECONDS,
            "since": look.typing_since,
            "typing_until": look.typing_until,
        }
        try:
            async with self._client.pipeline(transaction=False) as pipe:
                pipe.hset(_key(conversation), look.socket, orjson.dumps(entry))
                pipe.expire(_key(conversation), int(2 * LIFE_SECONDS))
                await pipe.execute()
        except ValkeyAway:
            log.debug("an agent's look is only known on this node, Valkey is away")

    async def _looks(self, conversation: ConversationId) -> list[Look]:
        """All open views: of this node as it knows them, of others as Valkey does."""
        views = self._here.get(conversation, _Views())
        here = [view.look for view in views.by_socket.values()]
        try:
            found: dict[bytes, bytes] = await self._client.hgetall(_key(conversation))
        except ValkeyAway:
            return here
        mine = {look.socket for look in here}
        now = self._clock()
        elsewhere = [
            look
            for socket, entry in found.items()
            if (look := _read(socket.decode(errors="replace"), entry, now)) is not None
            and look.socket not in mine
        ]
        return [*here, *elsewhere]


def _read(socket: str, entry: bytes, now: float) -> Look | None:
    """The view that an entry tells of; None when it has died, or makes no sense."""
    try:
        told: dict[str, Any] = orjson.loads(entry)
        if told["until"] < now:
            return None
        return Look(
            socket=socket,
            agent=AgentId(UUID(told["agent"])),
            name=str(told["name"])[:80],
            typing_since=None if told["since"] is None else float(told["since"]),
            typing_until=float(told["typing_until"]),
        )
    except (ValueError, KeyError, TypeError) as error:
        log.warning("an agent's look that makes no sense", error=type(error).__name__)
        return None


def _viewers(looks: Sequence[Look], now: float) -> tuple[Viewer, ...]:
    found: dict[AgentId, Viewer] = {}
    for look in looks:
        before = found.get(look.agent)
        typing = look.types(now) or (before is not None and before.typing)
        found[look.agent] = Viewer(id=look.agent, name=look.name, typing=typing)
    return tuple(sorted(found.values(), key=lambda viewer: (viewer.name, viewer.id)))


def _since(look: Look) -> float:
    return look.typing_since or 0.0


def _key(conversation: ConversationId) -> str:
    return f"prosa:looking:{conversation}"
