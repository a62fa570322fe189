"""What the company's systems tell of customers: signed, told once however often it is sent, bounded."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal

from prosa.conversations.customers import Customers
from prosa.conversations.errors import NotFoundError, Unauthorized
from prosa.conversations.unasked.keeping import CompanyEvent, CompanyEvents, Subject
from prosa.packs.proactive import Proactive
from prosa.security.signing import is_signed

Outcome = Literal["accepted", "duplicate", "ignored"]


class NotListening(NotFoundError):
    """No secret is shared, so nobody could be believed."""

    code = "not_listening"
    says = "O recebimento de eventos não está ativado neste servidor."


class NotSigned(Unauthorized):
    """Whoever sent this does not know the secret, or sent it too long ago."""

    code = "signature"
    says = "A assinatura não confere ou o pedido é antigo demais."

    def headers(self) -> dict[str, str]:
        """No scheme of HTTP's own is meant."""
        return {"WWW-Authenticate": "Prosa-Signature"}


@dataclass(frozen=True, slots=True)
class Telling:
    """An event as it arrived, read and bounded."""

    id: str
    name: str
    customer: str
    """The site's id of them."""
    values: Mapping[str, str]


class Told:
    """Takes in what the company's systems tell."""

    def __init__(
        self,
        events: CompanyEvents,
        customers: Customers,
        rules: Proactive,
        secret: bytes | None,
        observe: Callable[[str], None] = lambda _: None,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        """`observe` is told "accepted", "duplicate", "ignored" or "refused"."""
        self._events = events
        self._customers = customers
        self._rules = rules
        self._secret = secret
        self._observe = observe
        self._clock = clock

    def require_signed(self, body: bytes, header: str) -> None:
        """Raises `NotListening` and `NotSigned`. Nothing of the body is to be read before."""
        if self._secret is None:
            raise NotListening
        if not is_signed(self._secret, body, header, self._clock()):
            self._observe("refused")
            raise NotSigned

    async def hear(self, told: Telling) -> Outcome:
        """Keeps it until it can be said; what no rule waits for is not kept. Raises `DatabaseAway`."""
        outcome = await self._keep(told)
        self._observe(outcome)
        return outcome

    async def _keep(self, told: Telling) -> Outcome:
        found = self._rules.on_event(told.name)
        if found is None:
            return "ignored"
        now = self._clock()
        event = CompanyEvent(
            id=told.id,
            name=told.name,
            customer=Subject(self._customers.hash(told.customer)),
            values=told.values,
            at=now,
            expires_at=now + timedelta(hours=found[1].expires_hours),
        )
        return "accepted" if await self._events.put(event) else "duplicate"
