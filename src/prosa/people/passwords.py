"""Passwords: what is one, and how it is kept (argon2id, RFC 9106), beside the event loop."""

import asyncio
import secrets
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import TypeVar

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from prosa.conversations.errors import Invalid, Unavailable

SHORTEST, LONGEST = 10, 200
"""Characters."""
THREADS = 2
STANDARD = PasswordHasher()
"""What RFC 9106 recommends where memory is not plenty."""
WAITING = 64
"""Passwords that wait for a thread at most: each takes 64 MiB and some tens of milliseconds."""

_COMMON = frozenset(
    """
    0123456789 1234567890 12345678910 123456789a 0987654321 9876543210 1234512345 1029384756 1q2w3e4r5t
    1qaz2wsx3edc q1w2e3r4t5 qwertyuiop qwerty1234 qwerty12345 qwerty123456 asdfghjkl1 asdfghjklç abcd123456
    abc1234567 a123456789 password12 password123 password1234 passw0rd123 senha12345 senha123456 senha@1234
    senha@12345 minhasenha minhasenha1 minhasenha123 mudar12345 mudar@1234 trocar1234 trocarsenha brasil1234
    brasil2024 brasil2025 brasil2026 corinthians flamengo12 flamengo123 palmeiras1 palmeiras123 saopaulo12
    saopaulo123 teamo12345 euteamo123 jesuscristo jesuscristo1 deusefiel1 deuseamor1 administrador
    admin12345 admin123456 admin@1234 administrator atendimento atendente1 iloveyou12 iloveyou123 letmein123
    welcome123 welcome1234 bemvindo12 bemvindo123 changeme123 prosaprosa prosa12345
    """.split()
)

Result = TypeVar("Result")


class WeakPassword(Invalid):
    """Too short, too long, or what somebody would try first."""

    code = "weak_password"
    says = "Use uma senha de 10 a 200 caracteres que ninguém adivinhe: nem o seu nome, nem o e-mail."


def require_good(password: str, *, name: str, email: str) -> None:
    """Raises `WeakPassword`."""
    folded = password.casefold()
    theirs = {name.casefold(), "".join(name.casefold().split()), email.casefold()}
    if (
        not SHORTEST <= len(password) <= LONGEST
        or folded in _COMMON
        or folded in theirs
        or folded == email.partition("@")[0].casefold()
        or len(set(folded)) < 4
    ):
        raise WeakPassword


def new_password() -> str:
    """One that nobody guesses, for somebody who has none yet."""
    return secrets.token_urlsafe(12)


@cache
def _nobodys(hasher: PasswordHasher) -> str:
    """What is checked for who is not known: as long to check as anybody's."""
    return hasher.hash(secrets.token_urlsafe(32))


class Passwords:
    """Hashes and verifies in a few threads of its own."""

    def __init__(self, hasher: PasswordHasher | None = None) -> None:
        self._hasher = hasher or STANDARD
        self._threads = ThreadPoolExecutor(THREADS, "passwords")
        self._waiting = 0
        self._nobodys = _nobodys(self._hasher)

    async def hash(self, password: str) -> str:
        """What is kept of it. Raises `Unavailable` when too many wait."""
        return await self._beside(lambda: self._hasher.hash(password))

    async def matches(self, hashed: str | None, password: str) -> bool:
        """Whether this is the password. Without a hash it is not, which takes as long to find out."""
        right = await self._beside(lambda: self._verify(hashed or self._nobodys, password))
        return right and hashed is not None

    def is_stale(self, hashed: str) -> bool:
        """Whether it was hashed less thoroughly than passwords are by now."""
        return self._hasher.check_needs_rehash(hashed)

    def close(self) -> None:
        """Lets the threads go."""
        self._threads.shutdown(wait=False, cancel_futures=True)

    def _verify(self, hashed: str, password: str) -> bool:
        try:
            return self._hasher.verify(hashed, password)
        except (VerificationError, InvalidHashError):
            return False

    async def _beside(self, work: Callable[[], Result]) -> Result:
        if self._waiting >= WAITING:
            raise Unavailable
        self._waiting += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._threads, work)
        finally:
            self._waiting -= 1
