"""Encryption at rest: AES-256-GCM-SIV under rotating keys, bound to the place where the text belongs.

A token is

    version (1 byte) | key id (4 bytes) | nonce (12 bytes) | ciphertext and tag (text + 16 bytes)

The key id, the beginning of the key's SHA-256, finds the key at once and lets SQL count what an old key still
holds. GCM-SIV rather than GCM: random nonces may collide after some billions of messages under one key, and
with GCM that gives the key's authentication away, with SIV only whether two texts are equal.
"""

import hashlib
import os
from collections.abc import Sequence

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCMSIV

KEY_BYTES = 32
_VERSION = b"\x01"
_KEY_ID_BYTES = 4
_NONCE_BYTES = 12
_HEADER_BYTES = len(_VERSION) + _KEY_ID_BYTES
_OVERHEAD_BYTES = _HEADER_BYTES + _NONCE_BYTES + 16


class Undecipherable(Exception):
    """A token that none of the keys opens at this place: wrong key, altered, cut short, or moved."""


class Cipher:
    """Encrypts with the newest key, decrypts with any. Safe to use from several threads."""

    def __init__(self, keys: Sequence[bytes]) -> None:
        """`keys` are of 32 bytes, newest first, at least one."""
        if not keys or any(len(key) != KEY_BYTES for key in keys):
            raise ValueError(f"encryption keys have {KEY_BYTES} bytes, and there is at least one")
        self._newest = key_id(keys[0])
        self._keys = {key_id(key): AESGCMSIV(key) for key in keys}

    def encrypt(self, text: bytes, place: bytes = b"") -> bytes:
        """A token that only opens at the same `place`: bytes that say where it belongs, like a row's id."""
        header = _VERSION + self._newest
        nonce = os.urandom(_NONCE_BYTES)
        return header + nonce + self._keys[self._newest].encrypt(nonce, text, header + place)

    def decrypt(self, token: bytes, place: bytes = b"") -> bytes:
        """The text. Raises `Undecipherable`."""
        header = token[:_HEADER_BYTES]
        key = self._keys.get(header[len(_VERSION) :])
        if len(token) < _OVERHEAD_BYTES or not header.startswith(_VERSION):
            raise Undecipherable("not a token of ours, or cut short")
        if key is None:
            raise Undecipherable(f"no key with id {header[len(_VERSION) :].hex()} is configured")
        nonce = token[_HEADER_BYTES : _HEADER_BYTES + _NONCE_BYTES]
        try:
            return key.decrypt(nonce, token[_HEADER_BYTES + _NONCE_BYTES :], header + place)
        except InvalidTag:
            raise Undecipherable("altered, or not where it was written") from None

    def is_current(self, token: bytes) -> bool:
        """Whether the newest key made this token, so that it need not be rotated."""
        return token[len(_VERSION) : _HEADER_BYTES] == self._newest

    def rotate(self, token: bytes, place: bytes = b"") -> bytes:
        """The same text under the newest key; the token itself if that made it. Raises `Undecipherable`."""
        text = self.decrypt(token, place)
        return token if self.is_current(token) else self.encrypt(text, place)


def key_id(key: bytes) -> bytes:
    """What names this key in its tokens, and gives nothing of it away."""
    return hashlib.sha256(b"prosa encryption key id" + key).digest()[:_KEY_ID_BYTES]
