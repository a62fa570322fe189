"""One node's part in the queue, in a process of its own: `python -m prosa.bench.queue.node`.

It takes orders from standard input and answers on standard output, several at a time, until the input ends
or it is killed. All it is made of is what a real node is made of; only its clock is the play's.
"""

import asyncio
import logging
import sys
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import uuid5

import structlog

from prosa.bench.queue.orders import (
    ASKED,
    READY,
    SERVE,
    TOLD,
    Answer,
    Asked,
    Beat,
    Choose,
    Come,
    Order,
    Places,
    Resolve,
    Round,
    Serve,
    Told,
)
from prosa.conversations.appending import Opening
from prosa.conversations.errors import ProsaError
from prosa.conversations.events import (
    ContactId,
    HandOff,
    HandOffReason,
    HandOffStep,
    Message,
    NewEvent,
    Source,
    System,
)
from prosa.conversations.ledger import Ledger
from prosa.conversations.sealing import Sealer
from prosa.engines.database import Database
from prosa.engines.valkey import Valkey
from prosa.handoff.assigning import Assigner
from prosa.handoff.attendance import Attendance
from prosa.handoff.desk import FrontDesk
from prosa.handoff.opening import OpeningHours
from prosa.handoff.reclaiming import Patience, Reclaimer
from prosa.handoff.service import HandOffs
from prosa.handoff.transfers import Transfers
from prosa.packs.schema import Bot
from prosa.people.agents import Agents
from prosa.security.encryption import KEY_BYTES, Cipher

PATIENCE = Patience(answer=timedelta(minutes=3), form=timedelta(minutes=10))
AWAY_AFTER = timedelta(minutes=10)
LONGEST_LINE = 1024 * 1024


def sealer() -> Sealer:
    """The same on all nodes of the play."""
    return Sealer(Cipher([b"q" * KEY_BYTES]))


@dataclass(slots=True)
class Clock:
    """The play's, as the last order told it."""

    now: datetime

    def read(self) -> datetime:
        """What time it is."""
        return self.now


@dataclass(frozen=True, slots=True)
class Node:
    """What the queue needs of a node."""

    ledger: Ledger
    attendance: Attendance
    desk: FrontDesk
    handoffs: HandOffs
    assigner: Assigner
    reclaimer: Reclaimer

    async def do(self, order: Order, number: int) -> Told:
        """Does as it is told."""
        match order:
            case Round():
                await self.reclaimer.round()
                await self.assigner.round()
            case Come():
                return Told(number, again=await self._comes(order))
            case Choose():
                await self.attendance.choose(order.agent, order.presence)
            case Beat():
                await self.attendance.here(order.agent, order.tab)
                if order.active:
                    await self.attendance.active(order.agent)
            case Answer():
                await self.handoffs.answer(order.customer, order.agent, f"Oi! Sou {order.agent.name}.")
            case Resolve():
                await self.handoffs.resolve(order.customer, order.agent)
            case Places():
                places = await self.desk.places()
                return Told(number, places={id: place.position for id, place in places.items()})
        return Told(number)

    async def _comes(self, order: Come) -> bool:
        """Whether this customer had come before."""
        id = order.customer
        asked = HandOff(
            step=HandOffStep.REQUESTED,
            reason=HandOffReason.ASKED,
            urgency=order.urgency,
            skill=order.skill,
        )
        events = [NewEvent(Source.CUSTOMER, Message(text="preciso de ajuda"), f"{id}:said")]
        if order.vip:
            vouched = System(code="identified", detail={"vip": "true"}, customer=uuid5(id, "customer"))
            events.append(NewEvent(Source.SYSTEM, vouched))
        events.append(NewEvent(Source.BOT, asked))
        opening = Opening(ContactId(id), "web", str(id))
        return (await self.ledger.append(id, events, opening=opening)).duplicate


@asynccontextmanager
async def open_node(serve: Serve, clock: Callable[[], datetime]) -> AsyncGenerator[Node]:
    """A node on these engines."""
    bot = Bot.model_validate({"company": {"name": "Loja"}, "intents": {}})
    database, valkey = Database(serve.database_url, pool=4), Valkey(serve.valkey_url)
    ledger = Ledger(database, sealer(), clock=clock)
    attendance = Attendance(database, valkey, AWAY_AFTER, clock)
    hours = OpeningHours(database, bot, clock=clock)
    try:
        yield Node(
            ledger=ledger,
            attendance=attendance,
            desk=FrontDesk(database, Agents(database, clock), bot, clock, hours, attendance),
            handoffs=HandOffs(database, ledger),
            assigner=Assigner(database, ledger, attendance, clock),
            reclaimer=Reclaimer(database, Transfers(ledger, attendance), attendance, PATIENCE, clock),
        )
    finally:
        await ledger.close()
        await valkey.close()
        await database.close()


async def _serve() -> None:
    lines = asyncio.StreamReader(LONGEST_LINE)
    await asyncio.get_running_loop().connect_read_pipe(
        lambda: asyncio.StreamReaderProtocol(lines), sys.stdin.buffer
    )
    clock = Clock(datetime.min.replace(tzinfo=UTC))
    async with (
        open_node(SERVE.validate_json(await lines.readline()), clock.read) as node,
        asyncio.TaskGroup() as orders,
    ):
        _write(READY)
        while line := await lines.readline():
            asked = ASKED.validate_json(line)
            clock.now = asked.now
            orders.create_task(_obey(node, asked))


async def _obey(node: Node, asked: Asked) -> None:
    try:
        told = await node.do(asked.order, asked.number)
    except ProsaError:
        told = Told(asked.number, refused=True)
    except Exception as error:  # noqa: BLE001 - whoever asked is told, and stops the play
        told = Told(asked.number, failed=repr(error))
    _write(TOLD.dump_json(told) + b"\n")


def _write(line: bytes) -> None:
    sys.stdout.buffer.write(line)
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    structlog.configure(
        wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),  # standard output is for answers
    )
    asyncio.run(_serve())
