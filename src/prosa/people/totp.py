"""Codes of six digits that a telephone shows, a new one every 30 seconds (TOTP, RFC 6238)."""

import base64
import hmac
import io
import os

import segno
from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP

SECRET_BYTES = 20
STEP_SECONDS = 30
DIGITS = 6
TOLERATED = (0, -1, 1)
"""Steps that the telephone's clock may be away from ours."""


def new_secret() -> bytes:
    """A secret that server and telephone share."""
    return os.urandom(SECRET_BYTES)


def written(secret: bytes) -> str:
    """As apps take it when it is typed."""
    return base64.b32encode(secret).decode()


def uri_of(secret: bytes, account: str, issuer: str) -> str:
    """As apps read it from a picture."""
    return _totp(secret).get_provisioning_uri(account, issuer)


def picture_of(uri: str) -> str:
    """A QR code, as SVG."""
    drawn = io.BytesIO()
    segno.make(uri, error="m", micro=False).save(drawn, kind="svg", xmldecl=False, border=2, scale=4)
    return drawn.getvalue().decode()


def code_at(secret: bytes, step: int) -> str:
    """The code of a time step, counted from 1970."""
    return _totp(secret).generate(step * STEP_SECONDS).decode()


def step_of(secret: bytes, code: str, now: float) -> int | None:
    """The time step whose code this is, near `now` (seconds since 1970); None when it is of none."""
    step, found = int(now) // STEP_SECONDS, None
    for away in TOLERATED:
        # All are compared, so that the time taken tells nothing.
        if hmac.compare_digest(code_at(secret, step + away).encode(), code.encode()) and found is None:
            found = step + away
    return found


def _totp(secret: bytes) -> TOTP:
    return TOTP(secret, DIGITS, SHA1(), STEP_SECONDS)  # noqa: S303 - SHA-1 is what apps know; HMAC bears it
