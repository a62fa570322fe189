"""The bot's voice: replies of the pack, with what every reply may mention."""

from dataclasses import dataclass
from typing import Any

from prosa.conversations.turn import Parts, Turn


@dataclass(frozen=True, slots=True)
class Uttered:
    """A reply in words."""

    text: str
    reply: str
    """Its key and variant."""
    suggestions: tuple[str, ...]


def utter(turn: Turn, parts: Parts, key: str, **seen: Any) -> Uttered:
    """A variant of the reply `key`, not the one said last. `seen` is what the template sees besides."""
    rendered = parts.replies.render(
        key,
        previous=turn.context.reply,
        seed=f"{turn.conversation.id}{turn.message.offset}",
        now=turn.now,
        name=turn.context.name,
        entities={
            **turn.context.entities,
            **{entity.kind: entity.value for entity in turn.understood.entities},
        },
        **seen,
    )
    return Uttered(rendered.text, rendered.id, parts.replies.suggestions(key))
