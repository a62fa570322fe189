"""Which pages may talk to us: a browser names the page's origin, and nothing else can be believed less."""

from urllib.parse import urlsplit

_DEFAULT_PORTS = {"http": 80, "https": 443}

Address = tuple[str, int]


def is_own_origin(origin: str, host: str, *, secure: bool) -> bool:
    """Whether this `Origin` is the page of the server that the `Host` header names.

    `secure`: the request is known to have come over TLS; a page that did not is then none of ours. When it is
    not known (a proxy may have taken the TLS off), a page of either scheme is.
    """
    try:
        page = urlsplit(origin)
        if page.scheme not in _DEFAULT_PORTS or (secure and page.scheme != "https"):
            return False
        asked = urlsplit(f"{page.scheme}://{host}")
        default = _DEFAULT_PORTS[page.scheme]
        return bool(page.hostname) and (page.hostname, page.port or default) == (
            asked.hostname,
            asked.port or default,
        )
    except ValueError:
        return False


def is_welcome(origin: str | None, host: str, allowed: frozenset[str], *, secure: bool) -> bool:
    """Whether a page of this origin may connect. Callers without an origin are no browsers, and may."""
    if origin is None or "*" in allowed:
        return True
    return origin.lower() in allowed or is_own_origin(origin, host, secure=secure)
