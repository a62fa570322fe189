"""Delivers the outbox to the company's address: signed, tried again with growing pauses, given up at last."""

import asyncio
import random
from collections.abc import Callable
from datetime import timedelta

import httpx
import structlog

from prosa.engines.errors import DatabaseAway
from prosa.integrations.outbox import Outbox, Outgoing
from prosa.security.signing import HEADER, sign

ATTEMPTS = 18
"""Attempts before an event is given up: about twenty hours with the pauses below."""
FIRST_PAUSE = timedelta(seconds=5)
LONGEST_PAUSE = timedelta(hours=3)
SECONDS = 10.0
"""Longest that one attempt takes."""
AT_ONCE = 8
LEASE = timedelta(seconds=SECONDS * 3)
LOOK_SECONDS = 1.0
FORGET_EVERY = 3600
"""Looks between two clean-ups: about an hour."""

log = structlog.get_logger()


class Webhooks:
    """Sends events by POST. A 2xx is an arrival; anything else, and silence, is tried again."""

    def __init__(
        self,
        outbox: Outbox,
        url: str,
        secret: bytes,
        *,
        attempts: int = ATTEMPTS,
        first_pause: timedelta = FIRST_PAUSE,
        seconds: float = SECONDS,
        observe: Callable[[str], None] = lambda _: None,
    ) -> None:
        """`observe` is told "delivered", "failed" or "given up" of each attempt."""
        self._outbox = outbox
        self._url = url
        self._secret = secret
        self._attempts = attempts
        self._first_pause = first_pause
        self._seconds = seconds
        self._observe = observe

    async def run(self) -> None:
        """Delivers what is due, until cancelled."""
        looks = 0
        async with self._client() as client:
            while True:
                try:
                    if looks % FORGET_EVERY == 0:
                        await self._outbox.forget()
                    looks += 1
                    while await self._deliver_due(client):
                        pass
                except DatabaseAway:
                    log.warning("cannot look for events to deliver, the database is away")
                await asyncio.sleep(LOOK_SECONDS)

    async def deliver_due(self) -> int:
        """Tries what is due now, once each. Returns how many attempts that were."""
        async with self._client() as client:
            return await self._deliver_due(client)

    async def _deliver_due(self, client: httpx.AsyncClient) -> int:
        due = await self._outbox.claim(AT_ONCE, LEASE)
        await asyncio.gather(*(self._deliver(client, event) for event in due))
        return len(due)

    async def _deliver(self, client: httpx.AsyncClient, event: Outgoing) -> None:
        problem = await self._send(client, event)
        if problem is None:
            await self._outbox.delivered(event.id)
            self._observe("delivered")
            return
        last = event.attempts >= self._attempts
        await self._outbox.failed(
            event.id, problem, None if last else pause(event.attempts, self._first_pause)
        )
        self._observe("given up" if last else "failed")
        say = log.error if last else log.warning
        say(
            "an event was given up" if last else "an event was not delivered",
            event_id=str(event.id),
            kind=event.kind,
            attempt=event.attempts,
            problem=problem,
        )

    async def _send(self, client: httpx.AsyncClient, event: Outgoing) -> str | None:
        """Why it did not arrive; None when it did."""
        body = event.body.encode()
        headers = {
            "Content-Type": "application/json",
            "Prosa-Event-Id": str(event.id),
            "Prosa-Event": event.kind,
            HEADER: sign(self._secret, body),
        }
        try:
            async with asyncio.timeout(self._seconds):
                # Only the head of the answer is read: what it says besides does not matter.
                async with client.stream("POST", self._url, content=body, headers=headers) as answer:
                    return None if answer.is_success else f"status {answer.status_code}"
        except (httpx.HTTPError, TimeoutError, OSError) as error:
            return type(error).__name__

    def _client(self) -> httpx.AsyncClient:
        # No proxies of the environment, no redirects: the configured address, and nowhere else.
        return httpx.AsyncClient(
            timeout=self._seconds, follow_redirects=False, trust_env=False, headers={"User-Agent": "prosa"}
        )


def pause(attempts: int, first: timedelta = FIRST_PAUSE) -> timedelta:
    """How long to wait after so many attempts: doubling, up to `LONGEST_PAUSE`, spread by a quarter."""
    doubled = min(first * 2 ** min(attempts - 1, 30), LONGEST_PAUSE)
    return doubled * random.uniform(0.75, 1.25)  # noqa: S311 - spreads load, guards nothing
