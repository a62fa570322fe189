"""The line of `prosa chat`, cut and mended: nothing is lost, nothing is said or heard twice."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress
from urllib.parse import urlsplit

import pytest

from prosa.channels.web.protocol import Accepted, Connected, ResponseFrame
from prosa.cli.talking.line import Line, Refused, ServerFrame
from tests.served import Shop

PATIENCE = 30


class Wire:
    """A wire to the server, which can be cut and mended."""

    def __init__(self, url: str) -> None:
        self._server = urlsplit(url)
        self._both_ends: list[asyncio.StreamWriter] = []
        self._whole = True

    async def carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._both_ends.append(writer)
        if not self._whole:
            writer.close()
            return
        far_reader, far_writer = await asyncio.open_connection(self._server.hostname, self._server.port)
        self._both_ends.append(far_writer)
        with suppress(ConnectionError):
            await asyncio.gather(_pump(reader, far_writer), _pump(far_reader, writer))

    def cut(self) -> None:
        self._whole = False
        for end in self._both_ends:
            end.transport.abort()
        self._both_ends.clear()

    def mend(self) -> None:
        self._whole = True


async def _pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while part := await reader.read(65536):
        writer.write(part)
        await writer.drain()
    writer.close()


class Customer:
    """Somebody who talks over the wire, with everything that was heard."""

    def __init__(self, wire: Wire, url: str) -> None:
        self.wire = wire
        self.heard: list[ServerFrame] = []
        self.cuts = 0
        self._more = asyncio.Event()
        self.line = Line(url, self._hear, self._lost)

    async def until(self, kind: type[ServerFrame], count: int) -> None:
        async with asyncio.timeout(PATIENCE):
            while len([frame for frame in self.heard if isinstance(frame, kind)]) < count:
                self._more.clear()
                await self._more.wait()

    def answers(self) -> list[int | None]:
        return [frame.answers for frame in self.heard if isinstance(frame, ResponseFrame)]

    def _hear(self, frame: ServerFrame) -> None:
        self.heard.append(frame)
        self._more.set()

    def _lost(self) -> None:
        self.cuts += 1


@asynccontextmanager
async def talking(shop: Shop) -> AsyncGenerator[Customer]:
    wire = Wire(shop.url)
    server = await asyncio.start_server(wire.carry, "127.0.0.1", 0)
    customer = Customer(wire, f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}")
    running = asyncio.create_task(customer.line.run())
    try:
        await customer.until(Connected, 1)
        yield customer
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
        wire.cut()
        server.close()
        await server.wait_closed()


async def test_what_is_said_while_the_line_is_down_goes_out_once_when_it_is_back(shop: Shop):
    async with talking(shop) as customer:
        await customer.line.say("a", "oi")
        await customer.until(ResponseFrame, 1)
        customer.wire.cut()
        await customer.line.say("b", "cadê meu pedido 10432?")
        customer.wire.mend()
        await customer.until(Connected, 2)
        await customer.until(ResponseFrame, 2)
        assert [frame.id for frame in customer.heard if isinstance(frame, Accepted)] == ["a", "b"]
        assert len(customer.answers()) == len(set(customer.answers())) == 2
        assert customer.cuts == 1


async def test_an_answer_that_came_while_the_line_was_down_is_heard_once(shop: Shop):
    async with talking(shop) as customer:
        await customer.line.say("a", "quais as formas de pagamento?")
        await customer.until(Accepted, 1)
        customer.wire.cut()
        await asyncio.sleep(1)
        customer.wire.mend()
        await customer.until(ResponseFrame, 1)
        await customer.line.say("b", "oi")
        await customer.until(ResponseFrame, 2)
        assert len(customer.answers()) == len(set(customer.answers())) == 2


async def test_the_conversation_stays_the_same_over_a_cut(shop: Shop):
    async with talking(shop) as customer:
        await customer.line.say("a", "oi")
        await customer.until(ResponseFrame, 1)
        customer.wire.cut()
        customer.wire.mend()
        await customer.until(Connected, 2)
        first, second = (frame for frame in customer.heard if isinstance(frame, Connected))
        assert first.conversation_id == second.conversation_id


async def test_a_server_that_was_never_there_is_refused():
    line = Line("http://127.0.0.1:1", lambda _: None, lambda: None)
    with pytest.raises(Refused):
        await line.run()
