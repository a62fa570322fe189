"""Several answers become one message, which every channel can show."""

from collections.abc import Sequence
from dataclasses import replace

from prosa.conversations.events import Message, MessageType
from prosa.conversations.facts import Outcome
from prosa.conversations.turn import Spoken

_WEIGHT = (
    Outcome.ANSWERED,
    Outcome.WARNED,
    Outcome.CLARIFIED,
    Outcome.ASKED,
    Outcome.TICKETED,
    Outcome.HANDED_OVER,
    Outcome.FAILED,
)
"""What a message that did two things is counted as: the one that stands later here."""

MOST_SUGGESTIONS = 4


def together(said: Sequence[Spoken], later: tuple[str, ...] = ()) -> Spoken:
    """One answer that says all of these, one paragraph each, in this order.

    Quick replies belong to the question that stands last; without one they come from all.
    """
    last = said[-1]
    messages = [each.message for each in said]
    # What is only offered asks nothing that has to be answered.
    asked = last.form is not None and last.form.stage != "offered"
    asking = asked or last.handoff is not None
    suggestions = last.message.suggestions if asking else _mixed(messages)
    message = Message(
        text="\n\n".join(each.text for each in messages),
        type=_type(messages, asking),
        suggestions=suggestions,
        actions=tuple(dict.fromkeys(action for each in messages for action in each.actions)),
        products=tuple(product for each in messages for product in each.products),
        order=next((each.order for each in messages if each.order is not None), None),
        ticket=next((each.ticket for each in messages if each.ticket is not None), None),
        sources=tuple(dict.fromkeys(source for each in messages for source in each.sources)),
    )
    return replace(
        last,
        message=message,
        outcome=max((each.outcome for each in said), key=_WEIGHT.index),
        later=later,
        preferences={key: value for each in said for key, value in each.preferences.items()},
        actions=tuple(action for each in said for action in each.actions),
        effects=tuple(effect for each in said for effect in each.effects),
    )


def _mixed(messages: Sequence[Message]) -> tuple[str, ...]:
    """The first quick reply of each message, then the second of each, and so on."""
    longest = max(len(each.suggestions) for each in messages)
    in_turn = (each.suggestions[place : place + 1] for place in range(longest) for each in messages)
    return tuple(dict.fromkeys(text for some in in_turn for text in some))[:MOST_SUGGESTIONS]


def _type(messages: Sequence[Message], asking: bool) -> MessageType:
    """What the message is above all: its question, or else the first thing that is more than text."""
    if asking:
        return messages[-1].type
    return next((each.type for each in messages if each.type is not MessageType.TEXT), MessageType.TEXT)
