"""The ledger: the only way to write to a conversation's log."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import structlog
from sqlalchemy.exc import IntegrityError

from prosa.conversations.appending import Append, Appended, Opening, Requirement
from prosa.conversations.events import ConversationId, NewEvent
from prosa.conversations.ports import Effect
from prosa.conversations.sealing import Sealer
from prosa.conversations.writing import begin_group, write_group
from prosa.engines.database import Database

GROUP_SIZE = 64
"""Appends that share a transaction at most."""

log = structlog.get_logger()


@dataclass(slots=True)
class _Waiting:
    append: Append
    done: asyncio.Future[Appended]


class Ledger:
    """Appends events, in groups: what arrives while one transaction commits shares the next.

    An append returns when it is committed, and not before. `writers` transactions run at a time.
    """

    def __init__(
        self,
        database: Database,
        sealer: Sealer,
        *,
        committed: Callable[[Sequence[Appended]], None] = lambda _: None,
        grouped: Callable[[int], None] = lambda _: None,
        writers: int = 2,
    ) -> None:
        """`committed` hears of every group's fresh appends after its commit; `grouped` of each group's size."""
        self._database = database
        self._sealer = sealer
        self._committed = committed
        self._grouped = grouped
        self._waiting: list[_Waiting] = []
        self._writers = writers
        self._writing: set[asyncio.Task[None]] = set()

    async def append(
        self,
        conversation: ConversationId,
        events: Sequence[NewEvent],
        *,
        opening: Opening | None = None,
        require: Requirement | None = None,
        effects: Sequence[Effect] = (),
    ) -> Appended:
        """Commits these events, in order, all or none, with their effects.

        An event whose external id the channel has already sent is not stored again: the result is then a
        duplicate that holds the first one. Raises `UnknownConversation` when it is not there and no opening
        is given, whatever `require` raises, and `DatabaseAway` when nothing could be committed.
        """
        waiting = _Waiting(
            Append(conversation, events, opening, require, effects),
            asyncio.get_running_loop().create_future(),
        )
        self._waiting.append(waiting)
        if len(self._writing) < self._writers:
            task = asyncio.create_task(self._write())
            self._writing.add(task)
            task.add_done_callback(self._writing.discard)
        # A caller that is cancelled must not take back what may be half-way to the disk.
        return await asyncio.shield(waiting.done)

    async def close(self) -> None:
        """Waits until everything handed in is committed."""
        while self._writing:
            await asyncio.gather(*self._writing, return_exceptions=True)

    async def _write(self) -> None:
        # Lets everything that is ready to append in this round of the loop join the group.
        await asyncio.sleep(0)
        while self._waiting:
            group, self._waiting = self._waiting[:GROUP_SIZE], self._waiting[GROUP_SIZE:]
            self._grouped(len(group))
            await self._commit(group)

    async def _commit(self, group: list[_Waiting]) -> None:
        try:
            outcomes = await self._transact([waiting.append for waiting in group])
        except Exception as error:
            if len(group) == 1 and not isinstance(error, IntegrityError):
                _fail(group[0], error)
            else:
                await self._one_by_one(group, error)
            return
        self._settle(group, outcomes)

    async def _one_by_one(self, group: list[_Waiting], error: Exception) -> None:
        """One bad append must not take its neighbours down, so each gets a transaction of its own."""
        log.warning(
            "group of appends failed, writing one by one", size=len(group), error=type(error).__name__
        )
        for waiting in group:
            try:
                outcomes = await self._transact([waiting.append])
            except Exception as failure:
                _fail(waiting, failure)
            else:
                self._settle([waiting], outcomes)

    async def _transact(self, appends: list[Append]) -> list[Appended | Exception]:
        outcomes: list[Appended | Exception] = []
        async with self._database.begin() as connection:
            group = await begin_group(connection, appends, self._sealer)
            for append in appends:
                try:
                    outcomes.append(group.apply(append))
                except Exception as refused:
                    outcomes.append(refused)
            await write_group(connection, group, self._sealer)
            for append, outcome in zip(appends, outcomes, strict=True):
                if isinstance(outcome, Appended) and not outcome.duplicate:
                    for effect in append.effects:
                        await effect(connection)
        return outcomes

    def _settle(self, group: list[_Waiting], outcomes: list[Appended | Exception]) -> None:
        fresh = [outcome for outcome in outcomes if isinstance(outcome, Appended) and not outcome.duplicate]
        self._committed(fresh)
        for waiting, outcome in zip(group, outcomes, strict=True):
            if isinstance(outcome, Exception):
                _fail(waiting, outcome)
            elif not waiting.done.done():
                waiting.done.set_result(outcome)


def _fail(waiting: _Waiting, error: Exception) -> None:
    if not waiting.done.done():
        waiting.done.set_exception(error)
