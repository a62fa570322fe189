"""The review list as JSON."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from prosa.conversations.parts import whole
from prosa.learning.examples import ExamplePage
from prosa.learning.grouping import Groups
from prosa.learning.intents import IntentState
from prosa.learning.items import Decision, ReviewItem, ReviewPage, Status
from prosa.learning.noticing import Reason

IntentName = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=161), AfterValidator(whole)
]
ExampleText = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=4000), AfterValidator(whole)
]


class Sent(BaseModel):
    """What a caller sends: unknown fields are mistakes."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


class View(BaseModel):
    """What a caller gets."""

    model_config = ConfigDict(frozen=True, from_attributes=True, use_attribute_docstrings=True)


class Acceptance(Sent):
    """How a message becomes an example."""

    intent: IntentName | None = None
    """Default: the suggested one."""
    text: ExampleText | None = None
    """Instead of the message: what a person made of it. Personal data is masked either way."""
    new_intent: bool = False
    """Makes the intent when there is none of this name."""


class GroupAcceptance(Sent):
    """Makes examples of several messages at once."""

    items: tuple[UUID, ...] = Field(min_length=1, max_length=100)
    intent: IntentName
    new_intent: bool = False


class Correction(Sent):
    """Says that a message of a customer was understood wrongly."""

    conversation: UUID
    offset: int = Field(ge=0, le=2**31 - 1)
    intent: IntentName | None = None
    """What the customer meant, if one of the intents fits."""


class ScoredView(View):
    """An intent and the probability, 0 to 1, that the bot gave it."""

    name: str
    confidence: float


class ReviewItemView(View):
    """A message of a customer that is worth a look."""

    id: UUID
    conversation: UUID
    offset: int
    """Of the message in its conversation's log."""
    at: datetime
    """When it was said."""
    listed_at: datetime
    text: str
    reasons: tuple[Reason, ...]
    understood: ScoredView | None
    """What the bot took it for; null when a person was answering."""
    alternatives: tuple[ScoredView, ...]
    suggested: str | None
    """The intent that accepting without another choice gives it."""
    corrected_by: UUID | None
    status: Status
    decided_intent: str | None
    decided_by: UUID | None
    decided_at: datetime | None

    @staticmethod
    def of(item: ReviewItem) -> "ReviewItemView":
        """The view of a message."""
        return ReviewItemView.model_validate(item)


class ReviewPageView(View):
    """A part of the list, the latest said first."""

    items: tuple[ReviewItemView, ...]
    after: str | None
    """Pass it as `after` for the next page; null on the last."""

    @staticmethod
    def of(page: ReviewPage) -> "ReviewPageView":
        """The view of a page."""
        return ReviewPageView.model_validate(page)


class IntentView(View):
    """How far an intent is from being understood and answered."""

    name: str
    label: str | None
    """How the bot's buttons name it."""
    examples: int
    """In the pack's files."""
    learned: int
    """Accepted in the review."""
    is_new: bool
    """Made in the review: the pack's files do not have it yet."""
    missing: int
    """Examples still missing until it is trained."""
    has_rule: bool
    """Whether bot.yml says what to do for it."""
    advice: str | None
    """For people: what is to be done before the bot answers such messages."""


class IntentsView(View):
    """All intents, by name."""

    intents: tuple[IntentView, ...]

    @staticmethod
    def of(states: Sequence[IntentState]) -> "IntentsView":
        """The view of these intents."""
        return IntentsView(intents=tuple(map(IntentView.model_validate, states)))


class DecisionView(View):
    """What came of accepting a message."""

    item: ReviewItemView
    example: str
    """As it will be taught: without personal data."""
    duplicate: bool
    """An equal example was there already: nothing was added."""
    intent: IntentView

    @staticmethod
    def of(decision: Decision) -> "DecisionView":
        """The view of a decision."""
        return DecisionView.model_validate(decision)


class Refusal(View):
    """Why a message of a group could not be accepted."""

    item: UUID
    code: str
    message: str


class GroupDecisionView(View):
    """What came of accepting several messages."""

    accepted: tuple[DecisionView, ...]
    refused: tuple[Refusal, ...]


class GroupView(View):
    """Messages of the list that mean about the same."""

    title: str
    """For people."""
    suggested_intent: str
    """A name for a new intent."""
    known_intent: str | None
    """The intent that most of them were taken for, when more than half were."""
    items: tuple[UUID, ...]
    """Nearest to the group's centre first."""
    examples: tuple[str, ...]
    """Of those nearest to the centre, without personal data."""
    closeness: float
    """Mean cosine to the centre, 0 to 1."""


class GroupsView(View):
    """The groups of what waits for review, largest first."""

    groups: tuple[GroupView, ...]
    alone: int
    """Messages that are like too few others."""
    left_out: int
    """Older messages that were too many to look at."""
    made_at: datetime | None
    making: bool
    """Newer ones are being made: ask again in a few seconds."""

    @staticmethod
    def of(groups: Groups | None, making: bool) -> "GroupsView":
        """The view of the groups as they stand."""
        if groups is None:
            return GroupsView(groups=(), alone=0, left_out=0, made_at=None, making=making)
        shown = tuple(
            GroupView(
                title=each.name.title,
                suggested_intent=each.name.intent,
                known_intent=each.suggested,
                items=each.items,
                examples=each.examples,
                closeness=each.closeness,
            )
            for each in groups.groups
        )
        return GroupsView(
            groups=shown, alone=groups.alone, left_out=groups.left_out, made_at=groups.made_at, making=making
        )


class LearnedExampleView(View):
    """A message that was accepted as an example."""

    id: UUID
    text: str
    intent: str
    origin: Reason
    accepted_at: datetime
    accepted_by: UUID | None
    item: UUID | None
    """The message on the review list; null when its conversation was erased."""


class ExamplePageView(View):
    """A part of the accepted examples, the latest first."""

    examples: tuple[LearnedExampleView, ...]
    after: str | None
    """Pass it as `after` for the next page; null on the last."""

    @staticmethod
    def of(page: ExamplePage) -> "ExamplePageView":
        """The view of a page."""
        return ExamplePageView.model_validate(page)
