"""Secrets that are shown once: 256 random bits, of which only a hash is kept."""

import hashlib
import secrets


def new_token(prefix: str = "") -> str:
    """One that nobody guesses."""
    return prefix + secrets.token_urlsafe(32)


def hash_of(token: str) -> bytes:
    """What is kept of it. So many random bits need no slow hash, and may be looked up by this one."""
    return hashlib.sha256(token.encode(errors="surrogatepass")).digest()
