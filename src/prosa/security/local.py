"""Whether a caller sits on this machine, so that it may read reports without a sign-in."""

from ipaddress import ip_address
from urllib.parse import urlsplit

from starlette.requests import HTTPConnection

from prosa.security.origins import is_own_origin

_FORWARDED = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip", "via")
"""Headers that a proxy leaves: the caller behind it may be anyone."""


def is_local(connection: HTTPConnection, listening_on: str) -> bool:
    """True only when everything says so: we listen on loopback, the peer is loopback, nothing was forwarded.

    `listening_on` is `settings.host`. The Host header must name loopback too: a page of the internet whose
    name was made to point here (DNS rebinding) still sends its own name. Nor may a page of another origin
    ask, whatever CORS lets it do elsewhere: it is open in a browser on this machine, and no more.
    """
    origin = connection.headers.get("origin")
    if origin is not None and not is_own_origin(origin, connection.headers.get("host", ""), secure=False):
        return False
    return (
        _is_loopback(listening_on)
        and connection.client is not None
        and _is_loopback(connection.client.host)
        and not any(header in connection.headers for header in _FORWARDED)
        and _is_loopback(_named_host(connection))
    )


def _named_host(connection: HTTPConnection) -> str:
    """The host that the caller named. Starlette's own reading falls back to ours when it makes no sense."""
    try:
        return urlsplit("//" + connection.headers.get("host", "")).hostname or ""
    except ValueError:
        return ""


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
