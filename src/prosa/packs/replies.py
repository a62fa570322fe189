"""Says the pack's replies: picks a variant, fills in what is known."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from hashlib import blake2b
from typing import NamedTuple
from zoneinfo import ZoneInfo

import structlog
from jinja2 import Template

from prosa.packs import filters
from prosa.packs.conditions import situation_of
from prosa.packs.rich import Button, RichPart
from prosa.packs.schema import Pack
from prosa.packs.templates import compile_template, filled, render

log = structlog.get_logger()


class Said(NamedTuple):
    """A reply ready to send."""

    text: str
    id: str
    """Key and variant, e.g. "greeting#2": pass it as `previous` next time."""
    suggestions: tuple[str, ...]
    """Quick replies under it."""
    buttons: tuple[Button, ...] = ()
    parts: tuple[RichPart, ...] = ()


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
        self._otherwise = {
            key: tuple(
                (other.when, tuple(compile_template(text) for text in other.text))
                for other in reply.otherwise
            )
            for key, reply in pack.replies.items()
            if reply.otherwise
        }
        self._rich = {
            key: (reply.buttons, reply.parts)
            for key, reply in pack.replies.items()
            if reply.buttons or reply.parts
        }
        self._suggestions = {key: reply.suggestions for key, reply in pack.replies.items()}

    @property
    def company(self) -> str:
        """What the company is called."""
        return self._base["company"]

    def name_company(self, name: str) -> None:
        """Has replies say this name from now on."""
        self._base = {**self._base, "company": name}

    def render(
        self,
        key: str,
        previous: str | None = None,
        *,
        seed: str | int = 0,
        now: datetime | None = None,
        said: str | None = None,
        **values: object,
    ) -> Said:
        """A variant of `key`, the same for the same seed, and not the `previous` id while there is another.

        `said` is the fingerprint of the text said just before, by whatever reply: that is not said again
        either, while there is another. `values` are those of `required.REPLY_VALUES`, and the `situation`
        that conditions look at; objects may be given as they are. `now` defaults to the clock. Raises
        `UnknownReply`.
        """
        if key not in self._variants:
            raise UnknownReply(key)
        moment = (now or self._clock()).astimezone(self._zone)
        known: Mapping[str, object] = {**self._base, "good_day": filters.good_day(moment), **values}
        failure: Exception | None = None
        repeated: Said | None = None
        name, variants = self._fitting(key, known, moment.hour)
        for number in _order(name, len(variants), previous, seed):
            try:
                text = render(variants[number], known, moment)
                buttons, parts = self._rich.get(key, ((), ()))
                rendered = Said(
                    text,
                    f"{name}#{number + 1}",
                    self._suggestions[key],
                    tuple(filled(button, known, moment) for button in buttons),
                    tuple(filled(part, known, moment) for part in parts),
                )
                if said is None or fingerprint(text) != said:
                    return rendered
                repeated = repeated or rendered
            except (TypeError, ValueError, ArithmeticError) as error:
                # The loader tries every variant, so only a value of a kind nobody foresaw gets here.
                log.warning(
                    "a reply could not be rendered", reply=f"{key}#{number + 1}", error=type(error).__name__
                )
                failure = error
        if repeated is not None:
            return repeated
        raise failure or UnknownReply(key)

    def _fitting(self, key: str, known: Mapping[str, object], hour: int) -> tuple[str, tuple[Template, ...]]:
        """The variants for this situation, with a name of their own."""
        for number, (when, variants) in enumerate(self._otherwise.get(key, ())):
            if when.holds(situation_of(known, hour)):
                return f"{key}~{number + 1}", variants
        return key, self._variants[key]

    def __contains__(self, key: str) -> bool:
        return key in self._variants


def fingerprint(text: str) -> str:
    """Equal for texts that are the same but for case and spaces."""
    return blake2b(" ".join(text.casefold().split()).encode(errors="replace"), digest_size=8).hexdigest()


def _order(key: str, count: int, previous: str | None, seed: str | int) -> list[int]:
    """Variants to try, the chosen one first, the one said last at the end."""
    digest = blake2b(f"{key}\0{seed}".encode(errors="replace"), digest_size=8).digest()
    start = int.from_bytes(digest) % count
    order = [(start + step) % count for step in range(count)]
    return sorted(order, key=lambda number: f"{key}#{number + 1}" == previous)
