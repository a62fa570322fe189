"""Runs the actions of a pack (actions.yml): fills the core's port `Actions`."""

import asyncio
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from zoneinfo import ZoneInfo

import httpx
import stamina
import structlog

from prosa.conversations.ports import ActionAnswer, Done, NotFound, Refused, Unavailable
from prosa.engines.breaker import Breaker
from prosa.integrations import python_actions
from prosa.integrations.given import NotJson, given, read_json, reason
from prosa.integrations.orders import Nonsense, read_order
from prosa.integrations.services import (
    FAILURES,
    MAX_ANSWER_BYTES,
    PAUSE_SECONDS,
    Observe,
    Services,
    unobserved,
)
from prosa.integrations.templates import Incomplete, body, headers, target
from prosa.packs.actions import Action
from prosa.packs.schema import Pack
from prosa.security.signing import HEADER, sign

DEFAULT_SECONDS = 1.5
_NO_SUCH_THING = frozenset({HTTPStatus.NOT_FOUND, HTTPStatus.GONE})
_WRONG_VALUE = frozenset({HTTPStatus.BAD_REQUEST, HTTPStatus.UNPROCESSABLE_ENTITY})
_NOT_POSSIBLE = frozenset({HTTPStatus.FORBIDDEN, HTTPStatus.CONFLICT})

log = structlog.get_logger()


class _Failed(Exception):
    """No usable answer; the message says why, without the customer's data."""


class _TryAgain(_Failed):
    """No usable answer, and asking once more can do no harm."""


@dataclass(slots=True)
class _Doing:
    """An action and how it has been doing."""

    action: Action
    breaker: Breaker = field(default_factory=lambda: Breaker(PAUSE_SECONDS))
    failures: int = 0


class CompanyActions:
    """All actions of one pack. Services and their addresses are those of `services`."""

    def __init__(
        self, pack: Pack, services: Services, *, python: bool = False, observe: Observe | None = None
    ) -> None:
        """`python` allows actions that are Python functions."""
        self._pack = pack
        self._services = services
        self._zone = ZoneInfo(pack.bot.timezone)
        self._python = python
        self._observe = observe or unobserved
        self._doing = {name: _Doing(action) for name, action in pack.actions.items()}

    async def run(self, name: str, values: Mapping[str, str], key: str) -> ActionAnswer:
        """What comes of the action. Never raises, and never takes longer than the action may."""
        doing = self._doing.get(name)
        if doing is None:
            log.error("no such action in actions.yml", action=name)
            return Unavailable()
        started = time.monotonic()
        answer = await self._guarded(name, doing, values, key)
        self._observe(name, _OUTCOMES[type(answer)], time.monotonic() - started)
        return answer

    async def _guarded(self, name: str, doing: _Doing, values: Mapping[str, str], key: str) -> ActionAnswer:
        if not doing.breaker.allows():
            return Unavailable()
        try:
            async with asyncio.timeout(self._seconds(doing.action)):
                answer = await self._run(doing.action, values, key)
        except Incomplete:
            # The form did not ask for what the path needs: nothing to look for, and no fault of the service.
            return NotFound()
        except Exception as error:  # noqa: BLE001 an operator's function may raise anything
            doing.failures += 1
            if doing.failures >= FAILURES:
                doing.breaker.failed()
            known = isinstance(error, _Failed | Nonsense | NotJson | python_actions.NotThere)
            why = str(error) if known else type(error).__name__
            log.warning("an action got no usable answer", action=name, reason=why)
            return Unavailable()
        doing.failures = 0
        doing.breaker.succeeded()
        return answer

    def _seconds(self, action: Action) -> float:
        if action.timeout_seconds is not None:
            return action.timeout_seconds
        service = self._pack.bot.services.get(action.service or "")
        return service.timeout_seconds if service is not None else DEFAULT_SECONDS

    async def _run(self, action: Action, values: Mapping[str, str], key: str) -> ActionAnswer:
        if action.python is None:
            return await self._ask(action, values, key)
        if not self._python:
            raise _Failed("Python actions are not allowed here (PROSA_PYTHON_ACTIONS)")
        function = await asyncio.to_thread(python_actions.load, action.python)
        return python_actions.answer_of(await python_actions.call(function, values, key), action.gives)

    async def _ask(self, action: Action, values: Mapping[str, str], key: str) -> ActionAnswer:
        where, sent, own = target(action, values), body(action, values), headers(action, values)
        if sent:
            own["Content-Type"] = "application/json"
        if action.acts:
            own["Idempotency-Key"] = key
        status, content = 0, b""
        async for attempt in stamina.retry_context(
            on=_TryAgain,
            attempts=action.tries,
            timeout=None,
            wait_initial=0.05,
            wait_max=0.5,
            wait_jitter=0.1,
        ):
            with attempt:
                status, content = await self._send(action, where, sent, own)
        return self._answer(action, status, content, values)

    async def _send(
        self, action: Action, where: str, sent: bytes, own: Mapping[str, str]
    ) -> tuple[int, bytes]:
        """Status and body. Raises `_TryAgain` where nothing can have been done twice, else `_Failed`."""
        again = _TryAgain if not action.acts or action.repeatable else _Failed
        name = action.service or ""
        url = self._services.url(name)
        if url is None:
            raise _TryAgain("the service is not running")
        request = {**own, **self._services.authorization(name)}
        secret = self._services.secret(name)
        if secret:
            # A signature covers the path as the service sees it, its own prefix included.
            path = httpx.URL(f"{url.rstrip('/')}{where}").raw_path.decode()
            request[HEADER] = sign(secret.encode(), sent, request=f"{action.method} {path}")
        try:
            status, content = await self._services.send(
                action.method, f"{url.rstrip('/')}{where}", sent, request, MAX_ANSWER_BYTES
            )
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout) as error:
            raise _TryAgain(type(error).__name__) from None  # it was never received
        except httpx.HTTPError as error:
            raise again(type(error).__name__) from None
        if content is None:
            raise _Failed("the answer is too long")
        if status == HTTPStatus.TOO_MANY_REQUESTS or status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            raise again(f"status {status}")
        return status, content

    def _answer(self, action: Action, status: int, content: bytes, values: Mapping[str, str]) -> ActionAnswer:
        if status in _NO_SUCH_THING:
            return NotFound()
        if status in _WRONG_VALUE or status in _NOT_POSSIBLE:
            return Refused(_reason(content), again=status in _WRONG_VALUE)
        if not HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES:
            raise _Failed(f"status {status}")
        order = read_order(content, values.get("order", ""), self._zone) if action.card else None
        return Done(given(read_json(content), action.gives), order)


_OUTCOMES: dict[type[ActionAnswer], str] = {
    Done: "done",
    NotFound: "not_found",
    Refused: "refused",
    Unavailable: "unavailable",
}


def _reason(content: bytes) -> str:
    try:
        return reason(read_json(content))
    except NotJson:
        return ""
