"""`proactive:` of bot.yml: when the bot may open a conversation by itself. Pure."""

import re
from datetime import datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from pydantic import Field, field_validator, model_validator

from prosa.packs.fields import Clock, Entry, Key

MOST_RULES = 50
MOST_STARS = 3
EVENT_NAME = r"^[a-z0-9_.\-]+$"

NoticeStep = Literal["stop", "start"]
"""What a customer may ask for: no messages that they did not begin, or such messages again."""


class QuietHours(Entry):
    """Hours in which the bot begins nothing, in the pack's time zone. May go over midnight."""

    begins: Clock = time(21)
    """First quiet minute."""

    ends: Clock = time(8)
    """First minute after them. The same as `begins`: no hour is quiet."""

    def until(self, now: datetime, zone: ZoneInfo) -> datetime | None:
        """When the quiet hours that `now` lies in end; None outside of them."""
        local = now.astimezone(zone)
        if not self._hold(local.timetz().replace(tzinfo=None)):
            return None
        day = local.date() if local.time() < self.ends else local.date() + timedelta(days=1)
        end = datetime.combine(day, self.ends, zone)
        # In the night in which clocks change the same hour comes twice, or an end not at all.
        return end.astimezone(now.tzinfo) if end > now else now + timedelta(minutes=1)

    def _hold(self, clock: time) -> bool:
        if self.begins <= self.ends:
            return self.begins <= clock < self.ends
        return clock >= self.begins or clock < self.ends


class PageTrigger(Entry):
    """A page that somebody looks at for some time."""

    path: str = Field(min_length=1, max_length=200)
    """The page's path, without address and query: `/carrinho`. `*` stands for anything: `/produtos/*`."""

    seconds: int = Field(default=30, ge=1, le=3600)
    """How long they must have looked at it."""

    @field_validator("path")
    @classmethod
    def _is_path(cls, path: str) -> str:
        if not path.startswith("/") or re.search(r"[?#\s\\]", path) or path.startswith("//"):
            raise ValueError("a path begins with one / and holds no ?, # or space")
        if path.count("*") > MOST_STARS or "**" in path:
            raise ValueError(f"a path has {MOST_STARS} * at most, none beside another")
        return path

    def fits(self, path: str) -> bool:
        """Whether this is such a page. A / at the end makes no difference."""
        pattern = ".*".join(re.escape(part) for part in _bare(self.path).split("*"))
        return re.fullmatch(pattern, _bare(path), re.DOTALL) is not None


class ProactiveRule(Entry):
    """When the bot says something unasked. Either `page` or `event` is set."""

    page: PageTrigger | None = None
    """Somebody stays on a page of the company's site."""

    event: str | None = Field(default=None, min_length=1, max_length=60, pattern=EVENT_NAME)
    """The company's system tells of this (`POST /api/events`): `payment_failed`."""

    reply: Key
    """What is said, of replies.yml; sees `event` and `name`. The button to receive no more such messages is
    put below it."""

    once_every_days: float = Field(default=7, gt=0, le=3650)
    """Days in which a customer is told it once at most."""

    identified: bool = False
    """Only to customers whom the site has vouched for. Events always are about such."""

    quiet: QuietHours | None = None
    """Its own quiet hours. Without: those of all rules."""

    expires_hours: float = Field(default=24, gt=0, le=720)
    """Hours after an event in which it is still worth telling."""

    @property
    def once_every(self) -> timedelta:
        """The time in which a customer is told it once at most."""
        return timedelta(days=self.once_every_days)

    @model_validator(mode="after")
    def _one_trigger(self) -> "ProactiveRule":
        if (self.page is None) == (self.event is None):
            raise ValueError("a rule has either page or event")
        return self


class Proactive(Entry):
    """What the bot says unasked, once, to customers who have not asked it to stop."""

    quiet: QuietHours = QuietHours()
    """Hours in which nothing is said unasked. What happens then is told afterwards, unless it has expired."""

    rules: dict[Key, ProactiveRule] = Field(default={}, max_length=MOST_RULES)
    """The rules, by names of your own. Of several that fit a page the first one counts."""

    def on_page(self, path: str, seconds: int) -> dict[str, ProactiveRule]:
        """Rules that somebody meets who has been on this page for so long."""
        return {
            name: rule
            for name, rule in self.rules.items()
            if rule.page is not None and seconds >= rule.page.seconds and rule.page.fits(path)
        }

    def on_event(self, event: str) -> tuple[str, ProactiveRule] | None:
        """The rule for this event, with its name."""
        return next(((name, rule) for name, rule in self.rules.items() if rule.event == event), None)

    def quiet_for(self, rule: ProactiveRule) -> QuietHours:
        """The hours in which this rule says nothing."""
        return rule.quiet or self.quiet

    @model_validator(mode="after")
    def _one_rule_an_event(self) -> "Proactive":
        events = [rule.event for rule in self.rules.values() if rule.event is not None]
        if len(set(events)) < len(events):
            raise ValueError("two rules have the same event")
        return self


def _bare(path: str) -> str:
    return path.rstrip("/") or "/"
