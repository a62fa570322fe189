"""The secrets of an installation: configured, or made once and kept in the data folder."""

import base64
import binascii
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from pydantic import SecretStr

from prosa.security.encryption import KEY_BYTES
from prosa.security.secret_files import SecretsUnusable, kept
from prosa.settings import Settings

__all__ = ["Secrets", "SecretsUnusable", "load_secrets", "new_encryption_key"]

SHORTEST_SECRET = 32
"""Characters. HMAC-SHA256 asks for a key of 32 bytes."""


@dataclass(frozen=True, slots=True)
class Secrets:
    """`secret_key` signs; `encryption_keys`, newest first, encrypt at rest. Neither shows in a repr."""

    secret_key: bytes = field(repr=False)
    encryption_keys: tuple[bytes, ...] = field(repr=False)

    def derive(self, purpose: str) -> bytes:
        """A key of 32 bytes for one purpose, made of the secret key (HKDF-SHA256): none serves two."""
        return HKDF(SHA256(), KEY_BYTES, salt=None, info=purpose.encode()).derive(self.secret_key)


def load_secrets(settings: Settings) -> Secrets:
    """The configured secrets; those that are not configured come from files, made at the first start.

    Several processes may do this at once, and all get the same. Raises `SecretsUnusable`.
    """
    home = settings.home
    signing, origin = _either(settings.secret_key, home, "secret_key", _new_secret)
    if len(signing) < SHORTEST_SECRET:
        raise SecretsUnusable(f"{origin} is too short: {SHORTEST_SECRET} characters or more are needed.")
    keys = _either(settings.encryption_keys, home, "encryption_keys", new_encryption_key)
    return Secrets(signing.encode(), _parse_keys(*keys))


def new_encryption_key() -> str:
    """A fresh key as it is written in settings and files: 32 random bytes in URL-safe base64."""
    return base64.urlsafe_b64encode(secrets.token_bytes(KEY_BYTES)).decode()


def _new_secret() -> str:
    return secrets.token_urlsafe(48)


def _either(configured: SecretStr | None, home: Path, name: str, make: Callable[[], str]) -> tuple[str, str]:
    """A secret's text, and where it came from."""
    if configured is not None:
        return configured.get_secret_value(), f"PROSA_{name.upper()}"
    path = home / "secrets" / name
    return kept(path, make), str(path)


def _parse_keys(text: str, source: str) -> tuple[bytes, ...]:
    parts = text.replace(",", " ").split()
    try:
        keys = tuple(base64.b64decode(part, altchars=b"-_", validate=True) for part in parts)
    except (ValueError, binascii.Error):
        keys = ()
    if not keys or any(len(key) != KEY_BYTES for key in keys):
        raise SecretsUnusable(
            f"{source} has to hold encryption keys of {KEY_BYTES} bytes in URL-safe base64, newest first, "
            "with commas between them. What was encrypted under a key that is lost cannot be read again."
        )
    return keys
