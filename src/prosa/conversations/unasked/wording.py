"""A proactive message in words: the rule's reply, with the button that stops such messages below it."""

from collections.abc import Mapping
from datetime import datetime

from prosa.conversations.context import Context
from prosa.conversations.events import Message, MessageType
from prosa.conversations.facts import EntityFact, Unasked
from prosa.conversations.parts import Action
from prosa.conversations.plain import options_of
from prosa.conversations.speaking.voice import said_as
from prosa.conversations.turn import Parts
from prosa.language.understanding import EntityKind
from prosa.packs.conditions import Situation
from prosa.packs.proactive import ProactiveRule

_KINDS = frozenset(map(str, EntityKind))


def message_of(
    name: str,
    rule: ProactiveRule,
    parts: Parts,
    *,
    context: Context,
    who: str,
    seed: str,
    channel: str,
    now: datetime,
    values: Mapping[str, str],
) -> Message:
    """What is said. `values` are those of the event; an order among them is what "quando chega?" is about."""
    opened = parts.is_open(now) if parts.is_open is not None else None
    said = parts.replies.render(
        rule.reply,
        previous=context.reply,
        said=context.said,
        situation=Situation(channel=channel, open=opened, sentiment="neutral"),
        seed=seed,
        now=now,
        name=who,
        preferences=context.preferences,
        entities=context.entities,
        event=dict(values),
    )
    message = said_as(said, type=MessageType.PROACTIVE)
    stop = parts.pack.bot.stop_notices
    if stop is not None and stop.label is not None:
        button = Action(label=stop.label, kind="say", value=stop.say or stop.label)
        message = message.model_copy(update={"actions": (*message.actions, button)})
    entities = tuple(
        EntityFact(kind=kind, value=value, text=value, start=0, end=len(value))
        for kind, value in values.items()
        if kind in _KINDS
    )
    unasked = Unasked(rule=name, entities=entities, options=options_of(message), reply=said.id)
    return message.model_copy(update={"unasked": unasked})
