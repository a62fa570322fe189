"""The ledger: the only way to write to a conversation's log."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import TypeVar, cast

import structlog
from psycopg import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from prosa.conversations.appending import Append, Appended, Group, Opening, Promised, Requirement
from prosa.conversations.events import ConversationId, NewEvent
from prosa.conversations.ports import Effect
from prosa.conversations.sealing import Sealer
from prosa.conversations.writing import begin_group, write_group
from prosa.engines.database import Database, driver_of
from prosa.engines.errors import DatabaseAway

GROUP_SIZE = 64
"""Appends that share a transaction at most."""

Outcome = Appended | Exception
"""What comes of an append whose transaction was committed: a refused one has written nothing."""

Work = Callable[[AsyncConnection], Awaitable[Append | None]]

Told = TypeVar("Told")

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
        promise: Promised | None = None,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        """`committed` hears of a group's fresh appends after its commit; `grouped` of each group's size.

        `promise` completes a conversation that has changed with what is due in it.
        """
        self._database = database
        self._sealer = sealer
        self._committed = committed
        self._grouped = grouped
        self._writers = writers
        self._promise = promise
        self._clock = clock
        self._waiting: list[_Waiting] = []
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
        waiting.done.add_done_callback(_notice)
        self._waiting.append(waiting)
        if len(self._writing) < self._writers:
            self._writing.add(asyncio.create_task(self._write()))
        # A caller that is cancelled must not take back what may be half-way to the disk.
        return await asyncio.shield(waiting.done)

    async def append_within(self, work: Work) -> Appended | None:
        """What `work` looks up, locks and decides on, appended in the same transaction; None for nothing.

        For who must choose a conversation before it can be written to. Nothing of this shares its
        transaction. `work` may run several times. Raises as `append` does.
        """

        async def transact(connection: AsyncConnection) -> Outcome | None:
            decided = await work(connection)
            return None if decided is None else (await self._work([decided], connection))[0]

        outcome = await self._database.run(transact)
        if isinstance(outcome, Exception):
            raise outcome
        if outcome is not None and not outcome.duplicate:
            _tell(self._committed, [outcome])
        return outcome

    async def close(self) -> None:
        """Waits until everything handed in is committed."""
        while self._writing:
            await asyncio.gather(*self._writing, return_exceptions=True)

    async def _write(self) -> None:
        try:
            # Lets everything that is ready to append in this round of the loop join the group.
            await asyncio.sleep(0)
            while self._waiting:
                group, self._waiting = self._waiting[:GROUP_SIZE], self._waiting[GROUP_SIZE:]
                _tell(self._grouped, len(group))
                await self._commit(group)
        finally:
            # Not in a callback of the task: an append before it would count on a writer that has left.
            self._writing.discard(cast(asyncio.Task[None], asyncio.current_task()))

    async def _commit(self, group: Sequence[_Waiting]) -> None:
        try:
            outcomes = await self._transact(group)
        except DatabaseAway as away:
            self._give_up(group, away)
        except Exception as error:  # noqa: BLE001 - whoever waits for the append gets it
            if len(group) == 1:
                _fail(group[0], error)
            else:
                log.info("appends failed as a group, writing one by one", error=type(error).__name__)
                await self._one_by_one(group)
        else:
            self._settle(group, outcomes)

    async def _one_by_one(self, group: Sequence[_Waiting]) -> None:
        """One bad append must not take its neighbours down, so each gets a transaction of its own."""
        for place, waiting in enumerate(group):
            try:
                outcomes = await self._transact([waiting])
            except DatabaseAway as away:
                self._give_up(group[place:], away)
                return
            except Exception as error:  # noqa: BLE001 - whoever waits for the append gets it
                _fail(waiting, error)
            else:
                self._settle([waiting], outcomes)

    async def _transact(self, group: Sequence[_Waiting]) -> list[Outcome]:
        work = partial(self._work, [waiting.append for waiting in group])
        try:
            return await self._database.run(work)
        except IntegrityError:
            # Another node has stored one of the external ids, in another conversation, since we looked.
            return await self._database.run(work)

    async def _work(self, appends: Sequence[Append], connection: AsyncConnection) -> list[Outcome]:
        driver = await driver_of(connection)
        group = await begin_group(driver, appends, self._sealer, self._clock, self._promise)
        outcomes = [_outcome(group, append) for append in appends]
        await write_group(driver, group, self._sealer)
        for append, outcome in zip(appends, outcomes, strict=True):
            if isinstance(outcome, Appended) and not outcome.duplicate:
                for effect in append.effects:
                    await effect(connection)
        return outcomes

    def _settle(self, group: Sequence[_Waiting], outcomes: Sequence[Outcome]) -> None:
        fresh = [outcome for outcome in outcomes if isinstance(outcome, Appended) and not outcome.duplicate]
        _tell(self._committed, fresh)
        for waiting, outcome in zip(group, outcomes, strict=True):
            if isinstance(outcome, Exception):
                _fail(waiting, outcome)
            elif not waiting.done.done():
                waiting.done.set_result(outcome)

    def _give_up(self, group: Sequence[_Waiting], away: DatabaseAway) -> None:
        # Those who came meanwhile would wait through the same attempts, one group after the other.
        late, self._waiting = self._waiting, []
        for waiting in (*group, *late):
            _fail(waiting, DatabaseAway(str(away)))


def _outcome(group: Group, append: Append) -> Outcome:
    try:
        return group.apply(append)
    except Exception as refused:  # noqa: BLE001 - of the caller's own requirement; the others go on
        return refused


def _notice(done: asyncio.Future[Appended]) -> None:
    """A failure whose caller has given up is no failure that nobody looked at."""
    if not done.cancelled():
        done.exception()


def _fail(waiting: _Waiting, error: Exception) -> None:
    if not waiting.done.done():
        waiting.done.set_exception(error)


def _tell(hook: Callable[[Told], None], told: Told) -> None:
    """A listener that fails must not keep anybody waiting for what is committed."""
    try:
        hook(told)
    except Exception:
        log.exception("a listener of the ledger failed")
