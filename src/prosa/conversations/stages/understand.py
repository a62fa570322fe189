"""Second stage: what the message means."""

from dataclasses import replace

from prosa.conversations.forms import slot_of
from prosa.conversations.turn import Parts, Turn
from prosa.language.understanding import Cues


async def understand(turn: Turn, parts: Parts) -> Turn:
    """Reads the message in the light of the conversation so far. Raises `Overloaded`."""
    return replace(turn, understanding=await parts.reader.understand(turn.text, cues_of(turn, parts)))


def cues_of(turn: Turn, parts: Parts) -> Cues:
    """What the conversation lends to reading this message."""
    state = turn.context.form
    form = parts.pack.forms.get(state.form) if state is not None else None
    slot = slot_of(form, state) if form is not None and state is not None else None
    return Cues(last_intents=turn.context.intents, awaiting=slot.entity if slot is not None else None)
