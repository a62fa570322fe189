"""Who may ask, and how often the same wish counts: signatures and idempotency keys."""

import hmac
import time
from collections import OrderedDict
from collections.abc import Callable
from hashlib import sha256
from http import HTTPStatus
from threading import Lock

Answer = tuple[HTTPStatus, dict[str, object]]

FRESH_SECONDS = 300
"""A signature is worth nothing after this."""
MOST_KEYS = 10_000


def is_signed(secret: str, method: str, target: str, body: bytes, timestamp: str, signature: str) -> bool:
    """Whether whoever knows the secret sent this, just now."""
    if not timestamp.isdecimal() or abs(time.time() - int(timestamp)) > FRESH_SECONDS:
        return False
    message = b"%s.%s %s\n%s" % (timestamp.encode(), method.encode(), target.encode(), body)
    expected = "v1=" + hmac.new(secret.encode(), message, sha256).hexdigest()
    return hmac.compare_digest(expected.encode(), signature.encode())


class Wishes:
    """Answers by idempotency key: the same wish sent again is answered again, and not done again."""

    def __init__(self) -> None:
        self._answers: OrderedDict[tuple[str, str], Answer] = OrderedDict()
        self._lock = Lock()

    def once(self, key: str, target: str, do: Callable[[], Answer]) -> Answer:
        """The answer to this wish. Without a key, and after a no, it is looked at anew."""
        with self._lock:
            if (known := self._answers.get((key, target))) is not None:
                return known
            answer = do()
            if key and answer[0] < HTTPStatus.BAD_REQUEST:
                self._answers[key, target] = answer
                while len(self._answers) > MOST_KEYS:
                    self._answers.popitem(last=False)
            return answer
