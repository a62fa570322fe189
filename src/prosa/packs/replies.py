"""Says the pack's replies: picks a variant, fills in what is known."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from hashlib import blake2b
from typing import NamedTuple
from zoneinfo import ZoneInfo

import structlog
from jinja2 import Template

from prosa.packs import filters
from prosa.packs.schema import Pack
from prosa.packs.templates import compile_template, render

log = structlog.get_logger()


class Said(NamedTuple):
    """A reply ready to send."""

    text: str
    id: str
    """Key and variant, e.g. "greeting#2": pass it as `previous` next time."""
    suggestions: tuple[str, ...]
    """Quick replies under it."""


class UnknownReply(KeyError):
    """No such key in replies.yml. The loader checks all that a pack names, so this is a mistake in code."""


class Replies:
    """The replies of one pack. Safe to share: rendering changes nothing."""

    def __init__(self, pack: Pack, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._zone = ZoneInfo(pack.bot.timezone)
        self._clock = clock
        self._base = {"company": pack.bot.company.name, "assistant": pack.bot.company.assistant}
        self._variants: dict[str, tuple[Template, ...]] = {
            key: tuple(compile_template(text) for text in reply.text) for key, reply in pack.replies.items()
        }
        self._suggestions = {key: reply.suggestions for key, reply in pack.replies.items()}

    def render(
        self,
        key: str,
        previous: str | None = None,
        *,
        seed: str | int = 0,
        now: datetime | None = None,
        **values: object,
    ) -> Said:
        """A variant of `key`, the same for the same seed, and not the `previous` id while there is another.

        `values` are those of `required.REPLY_VALUES`; objects may be given as they are. `now` defaults to the
        clock. Raises `UnknownReply`.
        """
        if key not in self._variants:
            raise UnknownReply(key)
        moment = (now or self._clock()).astimezone(self._zone)
        known: Mapping[str, object] = {**self._base, "good_day": filters.good_day(moment), **values}
        failure: Exception | None = None
        for number in _order(key, len(self._variants[key]), previous, seed):
            try:
                text = render(self._variants[key][number], known, moment)
                return Said(text, f"{key}#{number + 1}", self._suggestions[key])
            except (TypeError, ValueError, ArithmeticError) as error:
                # The loader tries every variant, so only a value of a kind nobody foresaw gets here.
                log.warning(
                    "a reply could not be rendered", reply=f"{key}#{number + 1}", error=type(error).__name__
                )
                failure = error
        raise failure or UnknownReply(key)

    def __contains__(self, key: str) -> bool:
        return key in self._variants


def _order(key: str, count: int, previous: str | None, seed: str | int) -> list[int]:
    """Variants to try, the chosen one first, the one said last at the end."""
    digest = blake2b(f"{key}\0{seed}".encode(errors="replace"), digest_size=8).digest()
    start = int.from_bytes(digest) % count
    order = [(start + step) % count for step in range(count)]
    return sorted(order, key=lambda number: f"{key}#{number + 1}" == previous)
