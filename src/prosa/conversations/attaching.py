"""What the bot makes of files: the photo that a form waits for, or something kept. Pure."""

import numpy as np

from prosa.conversations import forms
from prosa.conversations.decisions import Decision, Say, Several, Step, TicketStep
from prosa.conversations.facts import FormState
from prosa.conversations.filling import asked_now, next_step
from prosa.conversations.turn import Turn
from prosa.language.understanding import ScoredIntent, Sentiment, Understanding
from prosa.packs.schema import Pack

FILE = "file"
"""Intent of a message that is files and no word. No pack has it: nothing is trained on names of files."""
RECEIVED = "file.received"
"""The reply that says that files have come and are kept."""

_ASKING = ("filling", "confirming", "resuming")
"""Stages of a form in which its question is asked again beside the thanks."""
_WAITING = ("filling", "offered", "carried")
"""Stages in which a photo answers the form's question."""


def of_files(names: str) -> Understanding:
    """The understanding of files alone: nothing is read into what they are called."""
    return Understanding(
        text=names,
        normalised="",
        intent=ScoredIntent(FILE, 1.0),
        alternatives=(),
        entities=(),
        sentiment=Sentiment.NEUTRAL,
        mood=0.0,
        anger=False,
        vector=np.zeros(0, dtype=np.float32),
    )


def received(turn: Turn, pack: Pack) -> Decision:
    """What to do with files that came without a word."""
    if turn.context.adding is not None:
        return TicketStep("add", turn.context.adding)
    state = turn.context.form
    form = pack.forms.get(state.form) if state is not None else None
    if state is None or form is None:
        return Say(RECEIVED)
    shown = with_photo(turn, pack)
    if shown is not None:
        return next_step(form, shown)
    asked = asked_now(form, state) if state.stage in _ASKING else None
    return Say(RECEIVED) if asked is None else Several((Step(Say(RECEIVED)), Step(asked)), turn.context.later)


def with_photo(turn: Turn, pack: Pack) -> FormState | None:
    """The form under way with the photo that it was asking for; None when it was asking for none."""
    state = turn.context.form
    form = pack.forms.get(state.form) if state is not None else None
    if state is None or form is None or not turn.files or state.stage not in _WAITING:
        return None
    slot = forms.slot_of(form, state)
    if slot is None or slot.type != "photo":
        return None
    return forms.filled_by(form, state, slot, ", ".join(card.name for card in turn.files))
