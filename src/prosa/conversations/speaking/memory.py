"""What is known of the customer, in plain words, and forgetting it."""

from prosa.conversations.decisions import Recollect
from prosa.conversations.events import Message, MessageType
from prosa.conversations.facts import Outcome
from prosa.conversations.speaking.voice import utter
from prosa.conversations.turn import Parts, Spoken, Turn

_NOT_TOLD = frozenset({"urgency", "quantity", "time", "date", "money", "percentage"})
"""Kinds of what somebody said that say nothing of who they are."""
_HALF_SHOWN = frozenset({"cpf", "cnpj"})


async def recollect(decision: Recollect, turn: Turn, parts: Parts) -> Spoken:
    """Lists it, asks whether it shall be erased, or erases it."""
    match decision.step:
        case "show":
            return await _show(turn, parts)
        case "forget":
            uttered = utter(turn, parts, "memory.confirm")
            message = Message(text=uttered.text, type=MessageType.QUESTION, suggestions=uttered.suggestions)
            return Spoken(message, Outcome.ASKED, uttered.id, erasing=True)
        case "erase":
            return await _erase(turn, parts)


async def _show(turn: Turn, parts: Parts) -> Spoken:
    context, labels = turn.context, parts.pack.bot.memory.labels
    known = {
        **{kind: value for kind, value in context.entities.items() if kind not in _NOT_TOLD},
        **context.preferences,
        **context.profile,
    }
    if "orders" in known:
        known.pop("order", None)
    told = [
        {"label": labels.get(key, key), "value": _half(value) if key in _HALF_SHOWN else value}
        for key, value in known.items()
        if value
    ]
    tickets = await parts.tickets.known_to(turn.conversation.id)
    if not told and not tickets:
        uttered = utter(turn, parts, "memory.nothing")
    else:
        uttered = utter(turn, parts, "memory.known", known=told, tickets=tickets)
    message = Message(text=uttered.text, suggestions=uttered.suggestions)
    return Spoken(message, Outcome.ANSWERED, uttered.id)


async def _erase(turn: Turn, parts: Parts) -> Spoken:
    if parts.erasure is None:
        raise RuntimeError("nobody can erase here")
    receipt = await parts.erasure.erase_conversation(turn.conversation.id, how="conversation")
    # By nobody's name: what was known of the customer is gone.
    uttered = utter(turn, parts, "memory.erased", receipt=receipt.number)
    message = Message(text=uttered.text, suggestions=uttered.suggestions)
    return Spoken(message, Outcome.ANSWERED, uttered.id, forgotten=True)


def _half(value: str) -> str:
    return f"final {value[-2:]}"
