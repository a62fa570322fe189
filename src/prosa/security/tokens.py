"""Session tokens: the one key to a browser's conversation (JWT, RFC 7519, HS256)."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

import jwt

_ALGORITHM = "HS256"
_AUDIENCE = "prosa:session"
MAX_TOKEN_CHARS = 2048


class BadToken(Exception):
    """Not one of ours, tampered with, or expired."""


@dataclass(frozen=True, slots=True)
class SessionToken:
    """What a token says."""

    conversation: UUID
    expires_at: datetime


class Tokens:
    """Makes and checks session tokens. All nodes must share the key."""

    def __init__(self, key: bytes, life: timedelta) -> None:
        self._key = key
        self._life = life

    def issue(self, conversation: UUID, now: datetime | None = None) -> str:
        """A token that opens this conversation, from now on, for as long as tokens live."""
        issued = now or datetime.now(UTC)
        claims = {"aud": _AUDIENCE, "sub": str(conversation), "iat": issued, "exp": issued + self._life}
        return jwt.encode(claims, self._key, algorithm=_ALGORITHM)

    def read(self, token: str) -> SessionToken:
        """What a valid token says. Raises `BadToken`."""
        if len(token) > MAX_TOKEN_CHARS:
            raise BadToken("too long")
        try:
            claims = jwt.decode(
                token,
                self._key,
                algorithms=[_ALGORITHM],
                audience=_AUDIENCE,
                options={"require": ["exp", "sub", "aud"]},
            )
            return SessionToken(UUID(claims["sub"]), datetime.fromtimestamp(claims["exp"], UTC))
        except (jwt.InvalidTokenError, ValueError, TypeError) as error:
            raise BadToken(type(error).__name__) from error

    def aging(self, token: SessionToken, now: datetime | None = None) -> bool:
        """Whether less than half of its life is left, so that it is time to hand out a new one."""
        return token.expires_at - (now or datetime.now(UTC)) < self._life / 2
