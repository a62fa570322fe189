"""Asks the company's systems that a pack names (`services:` of bot.yml): fills the core's port `Lookups`."""

import asyncio
import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from types import TracebackType
from typing import Self
from urllib.parse import quote
from zoneinfo import ZoneInfo

import httpx
import structlog

from prosa.conversations.parts import OrderCard
from prosa.conversations.ports import NotFound, Unavailable
from prosa.engines.breaker import Breaker
from prosa.integrations.orders import Nonsense, read_order
from prosa.integrations.processes import ServiceProcess, current_environ, service_environ
from prosa.packs.schema import Pack, Service

MAX_ANSWER_BYTES = 256 * 1024
MAX_CONNECTIONS = 50
FAILURES = 3
"""Failures in a row after which a service is left alone for `PAUSE_SECONDS` at a time."""
PAUSE_SECONDS = 2.0

_VALUE = re.compile(r"[A-Za-z0-9-]{1,40}")
_NO_SUCH_THING = frozenset({404, 410, 422})
"""422: "this is no order number", which for the customer is the same."""

Observe = Callable[[str, str, float], None]
"""Told of each question: service; "found", "not_found" or "unavailable"; seconds."""

log = structlog.get_logger()


@dataclass(slots=True)
class _Asked:
    """A service and how it has been doing."""

    service: Service
    process: ServiceProcess | None
    breaker: Breaker = field(default_factory=lambda: Breaker(PAUSE_SECONDS))
    failures: int = 0

    @property
    def url(self) -> str | None:
        return self.service.url or (self.process.url if self.process is not None else None)


class _Failed(Exception):
    """A question without a usable answer; the message says why, without the customer's data."""


class Services:
    """All services of one pack. An async context: services with a command run while it is open."""

    def __init__(
        self, pack: Pack, environ: Mapping[str, str] | None = None, observe: Observe | None = None
    ) -> None:
        """`environ` has the services' tokens; the process's own by default."""
        self._environ = dict(environ) if environ is not None else current_environ()
        self._zone = ZoneInfo(pack.bot.timezone)
        self._observe = observe or unobserved
        self._asked = {
            name: _Asked(service, self._process(pack, name, service))
            for name, service in pack.bot.services.items()
        }
        # No proxies of the environment, no redirects: a pack's address is where we ask, and nowhere else.
        self._client = httpx.AsyncClient(
            limits=httpx.Limits(max_connections=MAX_CONNECTIONS),
            follow_redirects=False,
            trust_env=False,
            headers={"Accept": "application/json", "User-Agent": "prosa"},
        )

    def _process(self, pack: Pack, name: str, service: Service) -> ServiceProcess | None:
        if service.url is not None or not service.command:
            return None
        environ = service_environ(self._environ, service.token_env, service.secret_env)
        return ServiceProcess(name, service.command, pack.folder, environ)

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.stop()

    async def start(self) -> None:
        """Start the services that have a command. One that does not come up keeps being tried."""
        await asyncio.gather(*(process.start() for process in self._processes()))

    async def stop(self) -> None:
        """End them, and close all connections."""
        await asyncio.gather(*(process.stop() for process in self._processes()))
        await self._client.aclose()

    def _processes(self) -> list[ServiceProcess]:
        return [asked.process for asked in self._asked.values() if asked.process is not None]

    async def ask(self, service: str, values: dict[str, str]) -> OrderCard | NotFound | Unavailable:
        """What the service knows for the first value: GET {url}/{service}/{value}.

        Never raises, and never takes longer than the service's `timeout_seconds`.
        """
        asked = self._asked.get(service)
        value = next(iter(values.values()), "").strip()
        if asked is None:
            log.error("no such service in bot.yml", service=service)
            return Unavailable()
        if not _VALUE.fullmatch(value):
            return NotFound()
        started = time.monotonic()
        answer = await self._ask_guarded(service, asked, value)
        outcome = {OrderCard: "found", NotFound: "not_found", Unavailable: "unavailable"}[type(answer)]
        self._observe(service, outcome, time.monotonic() - started)
        return answer

    def url(self, service: str) -> str | None:
        """Where the service listens; None while it does not, or when there is none of this name."""
        asked = self._asked.get(service)
        return asked.url if asked is not None else None

    def authorization(self, service: str) -> dict[str, str]:
        """The header with the service's token, if it has one."""
        asked = self._asked.get(service)
        token = self._environ.get(asked.service.token_env or "") if asked is not None else None
        return {"Authorization": f"Bearer {token}"} if token else {}

    def secret(self, service: str) -> str:
        """What requests to the service are signed with; "" when they are not."""
        asked = self._asked.get(service)
        return self._environ.get(asked.service.secret_env or "", "") if asked is not None else ""

    async def send(
        self, method: str, url: str, body: bytes, headers: Mapping[str, str], limit: int
    ) -> tuple[int, bytes | None]:
        """Status and body of the answer; None for a body longer than `limit` bytes. Raises `HTTPError`."""
        request = self._client.stream(method, url, content=body or None, headers=dict(headers), timeout=None)
        async with request as response:
            content = bytearray()
            async for part in response.aiter_bytes():
                content += part
                if len(content) > limit:
                    return response.status_code, None
            return response.status_code, bytes(content)

    async def _ask_guarded(self, name: str, asked: _Asked, value: str) -> OrderCard | NotFound | Unavailable:
        if not asked.breaker.allows():
            return Unavailable()
        try:
            async with asyncio.timeout(asked.service.timeout_seconds):
                answer = await self._fetch(name, asked, value)
        except (_Failed, Nonsense, TimeoutError, httpx.HTTPError, httpx.InvalidURL) as error:
            asked.failures += 1
            if asked.failures >= FAILURES:
                asked.breaker.failed()
            reason = str(error) if isinstance(error, _Failed | Nonsense) else type(error).__name__
            log.warning("a service did not answer usefully", service=name, reason=reason)
            return Unavailable()
        asked.failures = 0
        asked.breaker.succeeded()
        return answer

    async def _fetch(self, name: str, asked: _Asked, value: str) -> OrderCard | NotFound:
        if asked.url is None:
            raise _Failed("it is not running")
        url = f"{asked.url.rstrip('/')}/{quote(name, safe='')}/{quote(value, safe='')}"
        status, content = await self.send("GET", url, b"", self.authorization(name), MAX_ANSWER_BYTES)
        if status in _NO_SUCH_THING:
            return NotFound()
        if status != HTTPStatus.OK:
            raise _Failed(f"status {status}")
        if content is None:
            raise _Failed("the answer is too long")
        return read_order(content, value, self._zone)


def unobserved(service: str, outcome: str, seconds: float) -> None:
    """Tells nobody."""
