"""Signs what Prosa sends to a company's system, so that it can tell it from anybody else's."""

import hmac
from hashlib import sha256

TIMESTAMP, SIGNATURE = "Prosa-Timestamp", "Prosa-Signature"


def signed(secret: str, method: str, target: str, body: bytes, timestamp: int) -> dict[str, str]:
    """Headers for a request. `target` is path and query as sent; `timestamp` is in seconds since 1970.

    The signature is HMAC-SHA256 over the timestamp, method and target on a line, and the body on the next:
    a signed body is worth nothing at another address or on another day.
    """
    message = b"%d.%s %s\n%s" % (timestamp, method.encode(), target.encode(), body)
    signature = hmac.new(secret.encode(), message, sha256).hexdigest()
    return {TIMESTAMP: str(timestamp), SIGNATURE: f"v1={signature}"}
