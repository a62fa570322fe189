"""Whether a rule may speak now. Pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from prosa.conversations.context import Context
from prosa.conversations.projection import Conversation
from prosa.packs.proactive import ProactiveRule, QuietHours
from prosa.packs.schema import Pack

TALKING = timedelta(minutes=2)
"""For so long after anything was said, the conversation belongs to what was said."""
SHORTLY = timedelta(seconds=30)
QUESTION_STANDS = timedelta(minutes=30)
"""How long a question that is no form's waits for its answer."""


class Reason(StrEnum):
    """Why a rule speaks, or why it does not."""

    SAID = "said"
    UNKNOWN = "unknown"
    """The rule is for customers whom the site has vouched for, and this is none."""
    STOPPED = "stopped"
    """The customer wants to be told nothing unasked."""
    TOLD = "told"
    """Said already within `once_every_days`."""
    EXPIRED = "expired"
    PEOPLE = "people"
    """A person owns the conversation, or it waits for one."""
    ASKING = "asking"
    """The bot has asked something, or owes an answer."""
    TYPING = "typing"
    TALKING = "talking"
    QUIET = "quiet"


@dataclass(frozen=True, slots=True)
class Situation:
    """Everything that counts, as it stands at `now`."""

    now: datetime
    identified: bool = False
    stopped: bool = False
    told_at: datetime | None = None
    """When this rule last spoke to this customer, or in this conversation."""
    with_people: bool = False
    asking: bool = False
    typing: bool = False
    spoken_at: datetime | None = None
    """When anything last happened in a conversation in which the customer has said something."""
    expires_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What comes of it."""

    reason: Reason
    again_at: datetime | None = None
    """When to ask again; None: never, for this occasion."""

    @property
    def speaks(self) -> bool:
        """Whether the rule may speak."""
        return self.reason is Reason.SAID


def verdict_on(rule: ProactiveRule, quiet: QuietHours, zone: ZoneInfo, situation: Situation) -> Verdict:
    """Whether the rule speaks. What no waiting changes is looked at first."""
    now = situation.now
    if situation.expires_at is not None and now >= situation.expires_at:
        return Verdict(Reason.EXPIRED)
    if rule.identified and not situation.identified:
        return Verdict(Reason.UNKNOWN)
    if situation.stopped:
        return Verdict(Reason.STOPPED)
    if situation.told_at is not None and now < situation.told_at + rule.once_every:
        return Verdict(Reason.TOLD)
    if (ends := quiet.until(now, zone)) is not None:
        return _later(Reason.QUIET, ends, situation)
    if situation.with_people:
        return _later(Reason.PEOPLE, now + TALKING, situation)
    if situation.asking:
        return _later(Reason.ASKING, now + TALKING, situation)
    if situation.typing:
        return _later(Reason.TYPING, now + SHORTLY, situation)
    if situation.spoken_at is not None and now < situation.spoken_at + TALKING:
        return _later(Reason.TALKING, situation.spoken_at + TALKING, situation)
    return Verdict(Reason.SAID)


def is_asking(standing: Conversation, context: Context, pack: Pack, now: datetime) -> bool:
    """Whether the bot waits for an answer to something it has asked, or owes one itself."""
    if standing.owes_answer:
        return True
    if context.erasing or context.adding is not None:
        return now < standing.updated_at + QUESTION_STANDS
    if context.form is None:
        return False
    form = pack.forms.get(context.form.form)
    if form is None or context.asked_at is None:
        return now < standing.updated_at + QUESTION_STANDS
    # After that it has been laid aside, and is taken up again when the customer comes back to it.
    return now < context.asked_at + timedelta(minutes=form.timeout_minutes)


def is_with_people(standing: Conversation) -> bool:
    """Whether a person owns it, or has lent it to the bot, or it waits for one."""
    return standing.with_people or standing.lent_by is not None


def _later(reason: Reason, again_at: datetime, situation: Situation) -> Verdict:
    if situation.expires_at is not None and again_at >= situation.expires_at:
        return Verdict(reason, situation.expires_at)
    return Verdict(reason, again_at)
