"""How often somebody may try to get in: by account, and by the address they come from."""

from collections.abc import Callable
from hashlib import blake2b

from prosa.conversations.errors import TooMany
from prosa.engines.valkey import Valkey
from prosa.people.agents import address_of
from prosa.security.limits import RateLimits


class Tries:
    """Counts tries. With Valkey away none is counted, and everybody may try."""

    def __init__(
        self,
        valkey: Valkey,
        *,
        account: str,
        address: str,
        key: bytes,
        unavailable: Callable[[], None] = lambda: None,
    ) -> None:
        """`account` and `address` as in the settings; `unavailable` called for each try not counted."""
        self._key = key
        self._limits = RateLimits(valkey, session=account, address=address, key=key, unavailable=unavailable)

    async def count(self, account: str, address: str) -> None:
        """Counts a try for an account, by whatever names it. Raises `TooMany`."""
        # An e-mail address is personal data, and does not lie in Valkey as it is.
        named = blake2b(address_of(account).encode(errors="replace"), key=self._key[:64], digest_size=16)
        seconds = await self._limits.wait_seconds(f"sign-in:{named.hexdigest()}", address)
        if seconds:
            raise TooMany(seconds, "Muitas tentativas de entrar. Aguarde alguns minutos e tente de novo.")
