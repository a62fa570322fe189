"""Signed requests between Prosa and the company's systems: HMAC-SHA256 over the moment and the raw body.

What makes the other side act is signed with its method and path too: it is worth nothing at another address.
"""

import hashlib
import hmac
import re
from datetime import UTC, datetime, timedelta

HEADER = "Prosa-Signature"
TOLERANCE = timedelta(minutes=5)
"""How far the clocks of both sides may be apart, and how long a request that was listened to is of use."""
_FORM = re.compile(r"t=(\d{1,12}),v1=([0-9a-f]{64})")


def sign(secret: bytes, body: bytes, now: datetime | None = None, request: str = "") -> str:
    """The header's value: `t=1764000000,v1=…`, the HMAC of "1764000000." and the body.

    A `request` such as "POST /orders/7/cancel", with the path and query as sent, stands on a line of its own
    before the body.
    """
    moment = int((now or datetime.now(UTC)).timestamp())
    signed = f"{request}\n".encode() + body if request else body
    return f"t={moment},v1={_digest(secret, moment, signed)}"


def is_signed(secret: bytes, body: bytes, header: str, now: datetime | None = None) -> bool:
    """Whether somebody who knows the secret has signed this body within `TOLERANCE` of now."""
    match = _FORM.fullmatch(header.strip())
    if match is None:
        return False
    moment = int(match[1])
    fresh = abs((now or datetime.now(UTC)).timestamp() - moment) <= TOLERANCE.total_seconds()
    return hmac.compare_digest(_digest(secret, moment, body), match[2]) and fresh


def _digest(secret: bytes, moment: int, body: bytes) -> str:
    return hmac.new(secret, b"%d." % moment + body, hashlib.sha256).hexdigest()
