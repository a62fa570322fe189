"""Asks the web for what somebody named, without being led where only this machine may go.

Names are resolved here, every address behind them is checked, and the connection goes to an address that
was checked: a name that resolves differently a moment later changes nothing. Each redirect is checked anew.
"""

import asyncio
import socket
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from time import monotonic
from types import TracebackType
from typing import Self
from urllib.parse import urljoin, urlsplit

import httpx

from prosa.library.imports.items import Unreadable

AGENT = "ProsaImport"
"""How we call ourselves: `robots.txt` may name it."""
MAX_REDIRECTS = 5
SECONDS = 30.0
"""Longest that one answer may take, to its end."""
MAX_WAIT_SECONDS = 20.0
"""Longest that a server may ask us to wait before the one further attempt."""
_PORTS = (None, 80, 443)
_NAT64 = IPv6Network("64:ff9b::/96")
_BUSY = (429, 502, 503)


class Forbidden(Unreadable):
    """An address that we do not go to."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server said."""

    url: str
    """Where it was found in the end."""
    status: int
    kind: str
    """The content type without its parameters, in small letters."""
    data: bytes


class Web:
    """Fetches pages, not more often than `per_second`."""

    def __init__(self, *, per_second: float = 2.0, allow_private: bool = False) -> None:
        """`allow_private` also goes to this machine and its neighbours, and to any port."""
        self.pause = 1 / per_second
        """Seconds between the beginnings of two requests."""
        self.bytes = 0
        """Fetched so far."""
        self._allow_private = allow_private
        self._next = 0.0
        self._turn = asyncio.Lock()
        self._client = httpx.AsyncClient(
            timeout=httpx.Timeout(10),
            follow_redirects=False,
            trust_env=False,
            limits=httpx.Limits(max_connections=4),
        )

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._client.aclose()

    async def get(self, url: str, max_bytes: int, headers: dict[str, str] | None = None) -> Answer:
        """The answer, redirects of the same host followed. Raises `Unreadable`, `Forbidden`."""
        host = urlsplit(url).hostname
        for _ in range(MAX_REDIRECTS + 1):
            answer, target = await self._once_more_if_busy(url, max_bytes, headers or {})
            if target is None:
                return answer
            url = urljoin(url, target)
            if urlsplit(url).hostname != host:
                raise Forbidden("Leva a outro endereço, fora do site.")
        raise Unreadable("Redireciona vezes demais.")

    async def _once_more_if_busy(
        self, url: str, max_bytes: int, headers: dict[str, str]
    ) -> tuple[Answer, str | None]:
        answer, target, wait = await self._ask(url, max_bytes, headers)
        if answer.status in _BUSY:
            await asyncio.sleep(min(wait, MAX_WAIT_SECONDS))
            answer, target, _ = await self._ask(url, max_bytes, headers)
        return answer, target

    async def _ask(
        self, url: str, max_bytes: int, headers: dict[str, str]
    ) -> tuple[Answer, str | None, float]:
        """The answer, where it leads, and how many seconds to wait before asking again."""
        await self._wait_for_turn()
        try:
            async with asyncio.timeout(SECONDS):
                return await self._exchange(url, max_bytes, headers)
        except (TimeoutError, httpx.TimeoutException):
            raise Unreadable("O servidor não respondeu a tempo.") from None
        except (httpx.HTTPError, httpx.InvalidURL, UnicodeError) as error:
            raise Unreadable(f"O servidor não respondeu como se espera ({type(error).__name__}).") from None

    async def _exchange(
        self, url: str, max_bytes: int, headers: dict[str, str]
    ) -> tuple[Answer, str | None, float]:
        address = httpx.URL(url)
        request = self._client.build_request(
            "GET",
            address.copy_with(host=await self._checked(url)),
            headers={
                "User-Agent": f"{AGENT}/1.0",
                "Accept-Encoding": "gzip",
                **headers,
                "Host": address.netloc.decode("ascii"),
            },
            extensions={"sni_hostname": address.raw_host.decode("ascii")},
        )
        response = await self._client.send(request, stream=True)
        try:
            data = bytearray()
            async for chunk in response.aiter_bytes():
                data += chunk
                if len(data) > max_bytes:
                    raise Unreadable(f"Passa de {max_bytes / 2**20:.0f} MB.")
        finally:
            await response.aclose()
        self.bytes += len(data)
        kind = response.headers.get("content-type", "").partition(";")[0].strip().lower()
        target = response.headers.get("location") if response.is_redirect else None
        wait = response.headers.get("retry-after", "")
        return (
            Answer(url, response.status_code, kind, bytes(data)),
            target,
            float(wait) if wait.isdigit() and len(wait) < 6 else 1.0,
        )

    async def _checked(self, url: str) -> str:
        """An address of the URL's host that we may go to. Raises `Forbidden`, `Unreadable`."""
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.username or parts.password:
            raise Forbidden("Só se buscam endereços http:// e https://, sem usuário e senha.")
        try:
            port = parts.port
            found = await asyncio.get_running_loop().getaddrinfo(
                parts.hostname, port or 443, type=socket.SOCK_STREAM
            )
        except (OSError, ValueError, UnicodeError):
            raise Unreadable(f"Não existe o endereço {parts.hostname}.") from None
        addresses = [str(each[4][0]) for each in found]
        if not self._allow_private:
            if port not in _PORTS:
                raise Forbidden("Só se buscam sites nas portas 80 e 443.")
            if not all(is_public(each) for each in addresses):
                raise Forbidden("Este endereço é de uma rede interna.")
        return addresses[0]

    async def _wait_for_turn(self) -> None:
        async with self._turn:
            now = monotonic()
            if self._next > now:
                await asyncio.sleep(self._next - now)
            self._next = max(self._next, now) + self.pause


def is_public(address: str) -> bool:
    """Whether an IP address belongs to the internet at large."""
    found = ip_address(address.partition("%")[0])
    if isinstance(found, IPv6Address):
        inner = found.ipv4_mapped or found.sixtofour or (found.teredo[1] if found.teredo else None)
        if inner is None and found in _NAT64:
            inner = IPv4Address(int(found) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
    return found.is_global and not found.is_multicast
