"""Who may ask, and how often the same wish counts: signatures and idempotency keys."""

import hmac
import re
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


def is_signed(secret: str, method: str, target: str, body: bytes, header: str) -> bool:
    """Whether whoever knows the secret sent this, just now. `header` is `t=1764000000,v1=6f1e…`."""
    form = re.fullmatch(r"t=(\d{1,12}),v1=([0-9a-f]{64})", header, re.ASCII)
    if form is None or abs(time.time() - int(form[1])) > FRESH_SECONDS:
        return False
    message = b"%s.%s %s\n%s" % (form[1].encode(), method.encode(), target.encode(), body)
    return hmac.compare_digest(hmac.new(secret.encode(), message, sha256).hexdigest(), form[2])


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
