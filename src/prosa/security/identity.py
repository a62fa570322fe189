"""Who the company's site says that a visitor is: a short-lived token, signed with a secret that both share.

A JSON Web Token (RFC 7519), HS256, made by the site's server for a visitor who has signed in there. Without a
valid signature nobody is anybody: what a browser merely claims opens no other conversation.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import jwt

AUDIENCE = "prosa:identity"
LONGEST_LIFE = timedelta(hours=24)
MAX_TOKEN_CHARS = 4096
MAX_ID_CHARS = 200
MAX_VALUE_CHARS = 200
MAX_FIELDS = 20
LEEWAY_SECONDS = 30
"""How far the clocks of site and node may be apart."""


class BadIdentity(Exception):
    """Not signed by the site, expired, valid for too long, or not a profile."""


@dataclass(frozen=True, slots=True)
class Identity:
    """Somebody the site has vouched for."""

    id: str
    """The site's own id of them: never an e-mail address that somebody else may get one day."""
    profile: Mapping[str, str]
    """name, email, phone, and whatever else the site tells."""


class Identities:
    """Reads the site's tokens."""

    def __init__(self, secret: bytes) -> None:
        self._secret = secret

    def read(self, token: str) -> Identity:
        """Whom a valid token names. Raises `BadIdentity`."""
        if len(token) > MAX_TOKEN_CHARS:
            raise BadIdentity("too long")
        try:
            claims: dict[str, Any] = jwt.decode(
                token,
                self._secret,
                algorithms=["HS256"],
                audience=AUDIENCE,
                leeway=LEEWAY_SECONDS,
                options={"require": ["exp", "iat", "sub", "aud"]},
            )
        except (jwt.InvalidTokenError, ValueError, TypeError) as error:
            raise BadIdentity(type(error).__name__) from error
        if claims["exp"] - claims["iat"] > LONGEST_LIFE.total_seconds():
            raise BadIdentity("valid for more than a day")
        id = str(claims["sub"]).strip()
        if not id or len(id) > MAX_ID_CHARS or not id.isprintable():
            raise BadIdentity("no usable id")
        return Identity(id, _profile(claims.get("profile", {})))


def _profile(told: object) -> dict[str, str]:
    if not isinstance(told, dict) or len(told) > MAX_FIELDS:  # pyright: ignore[reportUnknownArgumentType]
        raise BadIdentity("the profile must be an object of few fields")
    profile: dict[str, str] = {}
    for key, value in told.items():  # pyright: ignore[reportUnknownVariableType]
        if not isinstance(key, str) or not key.isidentifier() or len(key) > 40:
            raise BadIdentity("a field of the profile has no usable name")
        if value is None or value == "":
            continue
        if not isinstance(value, str | int | float):
            raise BadIdentity("a field of the profile is neither text nor a number")
        text = "".join(character for character in str(value) if character.isprintable())
        profile[key] = text.strip()[:MAX_VALUE_CHARS]
    return profile
