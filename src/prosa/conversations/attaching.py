"""What the bot makes of files: the photo that a form waits for, or something kept. Pure."""

import numpy as np

from prosa.conversations import forms
from prosa.conversations.decisions import Decision, Say, Several, Step, TicketStep
from prosa.conversations.facts import FormState
from prosa.conversations.filling import next_step, question_under_way
from prosa.conversations.turn import Turn
from prosa.language.understanding import ScoredIntent, Sentiment, Understanding
from prosa.packs.schema import Pack

FILE = "file"
"""Intent of a message that is files and no word. No pack has it: nothing is trained on names of files."""
RECEIVED, ANOTHER, IN_FORM = "file.received", "file.another", "file.in_form"
"""Replies that say that files have come: the first, one right after it, one in the midst of a form."""

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
    if (shown := with_photo(turn, pack)) is not None:
        return next_step(pack.forms[shown.form], shown)
    if (asked := question_under_way(turn, pack)) is not None:
        return Several((Step(Say(IN_FORM)), Step(asked)), turn.context.later)
    # Whoever sends three photos is asked once what they are about.
    return Say(ANOTHER if turn.context.intents[:1] == (FILE,) else RECEIVED)


def with_photo(turn: Turn, pack: Pack) -> FormState | None:
    """The form under way with the photo that it was asking for; None: it asked for none, or none came."""
    state = turn.context.form
    form = pack.forms.get(state.form) if state is not None else None
    pictures = [card.name for card in turn.files if card.media_type.startswith("image/")]
    if state is None or form is None or not pictures or state.stage not in _WAITING:
        return None
    slot = forms.slot_of(form, state)
    if slot is None or slot.type != "photo":
        return None
    return forms.filled_by(form, state, slot, ", ".join(pictures))
