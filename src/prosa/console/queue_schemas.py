"""What the agents' API on presence, the queue, hours and service levels takes and gives, as JSON."""

from collections.abc import Mapping
from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, AwareDatetime, Field, StringConstraints, model_validator

from prosa.console.schemas import Sent, View, without_controls
from prosa.conversations.parts import Text, Urgency
from prosa.handoff.presence import Presence
from prosa.packs.schema import Hours

HandOverNote = Annotated[
    Text, StringConstraints(strip_whitespace=True, max_length=2000), AfterValidator(without_controls)
]


class PresenceChoice(Sent):
    """What an agent says of being there. `online` leaves it to what they do."""

    presence: Presence


class PresenceView(View):
    """Whether an agent is there."""

    presence: Presence
    """As it counts now."""
    chosen: Presence
    """As they said. `online` becomes `away` when they do nothing, `offline` when they cannot be reached."""


class ColleagueView(View):
    """Somebody who answers customers."""

    id: UUID
    name: str
    presence: Presence
    open: int
    """Conversations they hold."""
    max: int
    """Conversations they may hold."""
    skills: frozenset[str]
    teams: frozenset[UUID]


class Colleagues(View):
    """Everybody who answers customers, those who are there first."""

    colleagues: tuple[ColleagueView, ...]


class Transfer(Sent):
    """Passes a conversation on: to an agent, or to a team's queue."""

    agent: UUID | None = None
    team: UUID | None = None
    note: HandOverNote = ""
    """For whoever gets it; the customer never sees it."""
    force: bool = False
    """Supervisors only: give it to an agent who has no room left."""

    @model_validator(mode="after")
    def _to_one(self) -> "Transfer":
        if (self.agent is None) == (self.team is None):
            raise ValueError("either agent or team is needed")
        return self


class Assignment(Sent):
    """Gives a conversation to an agent."""

    agent: UUID
    note: HandOverNote = ""
    force: bool = False
    """Even when the agent has no room left."""


class BotStep(Sent):
    """Has the bot run a form; the floor comes back when it ends."""

    form: Annotated[str, StringConstraints(min_length=1, max_length=80)]


class BotStepOffer(View):
    """A form that the bot may be asked to run."""

    form: str
    label: str
    """What people call it."""


class ChannelHours(Sent):
    """When people answer in one channel."""

    timezone: Annotated[str, StringConstraints(min_length=1, max_length=60)]
    """By the IANA's name, e.g. `America/Sao_Paulo`."""
    hours: Hours


class HoursView(View):
    """When people answer in one channel."""

    channel: str
    timezone: str
    hours: Hours
    own: bool
    """False: the pack's."""
    open: bool
    """Now."""


class ClosedPreview(View):
    """What customers read who ask for a person while nobody answers."""

    at: AwareDatetime
    """The next moment at which nobody answers: now, when that is so."""
    reopens_at: AwareDatetime | None
    reopens: str
    """The same in words ("amanhã às 9h"), as said at `at`; "" when nobody knows."""
    text: str


class AllHours(View):
    """When people answer, channel by channel, and the national holidays of this year and the next."""

    channels: tuple[HoursView, ...]
    holidays: Mapping[str, str]
    """By date."""


Minutes = Annotated[float, Field(gt=0, le=60 * 24 * 90)]


class ServiceLevel(Sent):
    """Minutes of business hours within which customers are promised each; null: not promised."""

    first_response_minutes: Minutes | None = None
    next_response_minutes: Minutes | None = None
    resolution_minutes: Minutes | None = None


class ServiceLevels(Sent):
    """What is promised, by urgency."""

    levels: dict[Urgency, ServiceLevel]
