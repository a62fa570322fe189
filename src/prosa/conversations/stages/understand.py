"""Second stage: what the message means."""

from dataclasses import replace

from prosa.conversations.forms import slot_of
from prosa.conversations.turn import Parts, Turn
from prosa.language.understanding import Cues, Understanding
from prosa.packs.schema import Bot


async def understand(turn: Turn, parts: Parts) -> Turn:
    """Reads the message in the light of the conversation so far. Raises `Overloaded`."""
    understood = await parts.reader.understand(turn.text, cues_of(turn, parts))
    requests = requests_of(understood, parts.pack.bot)
    if len(requests) == 1 and understood.intent.confidence < parts.pack.bot.thresholds.answer:
        # "Oi! Tudo bem com vocês? Espero que sim. Cadê meu pedido?": the rest only made it less clear.
        understood = requests[0]
    return replace(turn, understanding=understood, apart=apart(turn, requests))


def cues_of(turn: Turn, parts: Parts) -> Cues:
    """What the conversation lends to reading this message."""
    context, state = turn.context, turn.context.form
    form = parts.pack.forms.get(state.form) if state is not None else None
    slot = slot_of(form, state) if form is not None and state is not None else None
    return Cues(
        last_intents=context.intents,
        awaiting=slot.entity if slot is not None else None,
        previous=context.topic,
    )


def requests_of(understood: Understanding, bot: Bot) -> tuple[Understanding, ...]:
    """What of the message's requests the bot can act on; small talk beside them is passed over."""
    return tuple(
        request
        for request in understood.requests
        if request.intent.confidence >= bot.thresholds.answer
        and (rule := bot.rule(request.intent.name)) is not None
        and not rule.is_small_talk
    )


def apart(turn: Turn, requests: tuple[Understanding, ...]) -> tuple[Turn, ...]:
    """The turn for each of the requests, when there are several."""
    if len(requests) < 2:
        return ()
    return tuple(replace(turn, understanding=replace(request, requests=())) for request in requests)
