"""The bot's voice: replies of the pack, with what every reply may mention."""

from typing import Any

from prosa.conversations.turn import Parts, Turn
from prosa.packs.replies import Said


def utter(turn: Turn, parts: Parts, key: str, **seen: Any) -> Said:
    """A variant of the reply `key`, not the one said last. `seen` is what the template sees besides."""
    return parts.replies.render(
        key,
        previous=turn.context.reply,
        seed=f"{turn.conversation.id}{turn.message.offset}",
        now=turn.now,
        name=turn.context.name,
        preferences=turn.context.preferences,
        entities={
            **turn.context.entities,
            **{entity.kind: entity.value for entity in turn.understood.entities},
        },
        **seen,
    )
