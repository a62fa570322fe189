"""The bot's voice: replies of the pack, with what every reply may mention."""

from typing import Any

from prosa.conversations.events import Message
from prosa.conversations.parts import Action
from prosa.conversations.turn import Parts, Turn
from prosa.packs.conditions import Situation
from prosa.packs.replies import Said


def utter(turn: Turn, parts: Parts, key: str, **seen: Any) -> Said:
    """A variant of the reply `key`, not the one said last. `seen` is what the template sees besides."""
    return parts.replies.render(
        key,
        previous=turn.context.reply,
        said=turn.context.said,
        situation=Situation(
            channel=turn.conversation.channel,
            open=parts.is_open(turn.now) if parts.is_open is not None else None,
            sentiment=turn.understood.sentiment.value,
        ),
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


def said_as(said: Said, **also: Any) -> Message:
    """The reply as a message, with its quick replies, buttons and rich parts, and what `also` names."""
    plain: dict[str, Any] = {
        "text": said.text,
        "suggestions": said.suggestions,
        "actions": actions_of(said),
        "parts": said.parts,
    }
    return Message(**{**plain, **also})


def actions_of(said: Said) -> tuple[Action, ...]:
    """The reply's buttons."""
    return tuple(
        Action(label=button.label, kind="open", value=button.open)
        if button.open is not None
        else Action(label=button.label, kind="say", value=button.say or button.label)
        for button in said.buttons
    )
