"""Answers kept for those who ask the same of the same passages: encrypted in Valkey, for a while.

A question with personal data in it is never kept, nor looked for. The key is a keyed hash, so that Valkey's
operator learns neither question nor answer.
"""

import hashlib
import hmac
import re
from collections.abc import Sequence
from typing import TypedDict, cast

import orjson
import structlog

from prosa.engines.errors import ValkeyAway
from prosa.engines.valkey import Valkey
from prosa.language.entities.reading import fold
from prosa.llm.asking import Passage, Written
from prosa.security.encryption import Cipher, Undecipherable

log = structlog.get_logger()


class _Kept(TypedDict):
    text: str
    cited: list[int]
    """Places among the passages, which the key stands for."""


class Cache:
    """Remembers answers for `seconds`; 0 for never."""

    def __init__(self, valkey: Valkey, cipher: Cipher, key: bytes, seconds: int) -> None:
        self._valkey = valkey
        self._cipher = cipher
        self._key = key
        self._seconds = seconds

    def key(self, question: str, passages: Sequence[Passage], *speaks: str) -> str:
        """What equal questions have in common. `speaks` is what else an answer depends on."""
        asked = " ".join(re.findall(r"\w+", fold(question)))
        told = [[passage.id, passage.title, passage.link, passage.text] for passage in passages]
        digest = hmac.new(self._key, orjson.dumps([asked, told, speaks]), hashlib.sha256)
        return f"prosa:llm:answer:{digest.hexdigest()}"

    async def find(self, key: str, passages: Sequence[Passage]) -> Written | None:
        """The answer kept under this key."""
        if not self._seconds:
            return None
        try:
            sealed = await self._valkey.client.get(key)
            if sealed is None:
                return None
            kept = cast(_Kept, orjson.loads(self._cipher.decrypt(bytes(sealed), key.encode())))
            return Written(kept["text"], tuple(passages[place] for place in kept["cited"]))
        except ValkeyAway:
            return None
        except (Undecipherable, ValueError, KeyError, TypeError, IndexError):
            log.warning("a kept answer is unreadable")
            return None

    async def keep(self, key: str, answer: Written, passages: Sequence[Passage]) -> None:
        """Keeps an answer. With Valkey away it is not kept."""
        if not self._seconds:
            return
        content: _Kept = {"text": answer.text, "cited": [passages.index(passage) for passage in answer.cited]}
        try:
            await self._valkey.client.set(
                key, self._cipher.encrypt(orjson.dumps(content), key.encode()), ex=self._seconds
            )
        except ValkeyAway:
            return
