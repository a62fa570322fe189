"""How soon somebody should act on a message: what its words and mood say, and what the customer asks for."""

from prosa.conversations.parts import Urgency
from prosa.conversations.turn import Parts, Turn
from prosa.language.understanding import EntityKind


def urgency_of(turn: Turn, parts: Parts) -> Urgency:
    """Its urgency. A customer who has time is believed, unless the pack's words say that harm may come."""
    understood = turn.understood
    heard = parts.urgency(turn.text, understood.mood, understood.anger)
    said = understood.entity(EntityKind.URGENCY)
    if said is None or heard is Urgency.URGENT:
        return heard
    asked = Urgency(said.value)
    if asked is Urgency.LOW:
        return Urgency.LOW if not understood.anger else heard
    return max(heard, asked, key=lambda each: each.rank)
