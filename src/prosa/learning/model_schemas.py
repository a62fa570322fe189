"""Versions of the model, and trainings, as JSON."""

from collections.abc import Sequence
from datetime import datetime

from prosa.learning.runs import Run, RunState
from prosa.learning.schemas import Sent, View
from prosa.learning.training import Trained
from prosa.learning.trials import Trial
from prosa.learning.versions import Version


class TrainingOrder(Sent):
    """Starts a training."""

    even_if_worse: bool = False
    """Let the new model replace the old one although it loses more messages than it wins."""


class ChangeView(View):
    """A message that one of the two models has right and the other has not."""

    text: str
    expected: str
    before: str
    after: str


class IntentChangeView(View):
    """How many of an intent's held-out messages each model has right."""

    intent: str
    held_out: int
    before: int
    after: int


class TrialView(View):
    """What the new model gains and loses on messages that neither was taught."""

    held_out: int
    before: float | None
    """Share, 0 to 1, that the model that serves had right; null when there was none."""
    after: float
    won: tuple[ChangeView, ...]
    lost: tuple[ChangeView, ...]
    p_value: float
    """McNemar's exact one: how likely so uneven a result is between equally good models."""
    intents: tuple[IntentChangeView, ...]
    known_won: int
    """How many of those won were there, among the held-out messages, when the old model was trained."""
    known_lost: int
    is_worse: bool
    """More lost than won, in all or, by more than chance, of the messages that were there before."""

    @staticmethod
    def of(trial: Trial) -> "TrialView":
        """The view of a trial."""
        return TrialView.model_validate(trial)


class TrainedView(View):
    """What came of a training."""

    replaced: bool
    """Whether the new model serves now."""
    version: str | None
    trial: TrialView | None
    """Null when nothing had changed, or there are too few examples to tell."""
    examples: int
    learned: int
    waiting: dict[str, int]
    """New intents with too few accepted examples to be trained."""

    @staticmethod
    def of(trained: Trained) -> "TrainedView":
        """The view of a training's result."""
        return TrainedView(
            replaced=trained.replaced,
            version=None if trained.version is None else trained.version.id,
            trial=None if trained.trial is None else TrialView.of(trained.trial),
            examples=trained.examples,
            learned=trained.learned,
            waiting=dict(trained.waiting),
        )


class RunView(View):
    """A training that was started on this node."""

    state: RunState
    step: str
    progress: float
    """Share of the work that is done, 0 to 1."""
    started_at: datetime
    ended_at: datetime | None
    result: TrainedView | None
    problem: str | None
    """For people: why it failed."""

    @staticmethod
    def of(run: Run) -> "RunView":
        """The view of a training."""
        return RunView.model_validate(run)


class VersionView(View):
    """A trained model."""

    id: str
    made_at: datetime
    examples: int
    learned: int
    intents: int
    held_out: int | None
    """Messages it was measured on; null when it was not."""
    accuracy: float | None
    """Share, 0 to 1, that it had right of them."""
    current: bool
    """Whether it serves."""


class VersionsView(View):
    """The versions that can be gone back to, the newest first."""

    versions: tuple[VersionView, ...]

    @staticmethod
    def of(versions: Sequence[Version], current: str | None) -> "VersionsView":
        """The view of these versions."""
        shown = (
            VersionView.model_validate(
                {**{name: getattr(each, name) for name in each.__slots__}, "current": each.id == current}
            )
            for each in versions
        )
        return VersionsView(versions=tuple(shown))
