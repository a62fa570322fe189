"""Second stage: what the message means."""

from dataclasses import replace

from prosa.conversations.attaching import of_files
from prosa.conversations.choosing import as_chosen, chosen_article, chosen_intent
from prosa.conversations.forms import slot_of
from prosa.conversations.turn import Parts, Turn
from prosa.language.understanding import Cues, Understanding
from prosa.packs.schema import Bot


async def understand(turn: Turn, parts: Parts) -> Turn:
    """Reads the message in the light of the conversation so far. Raises `Overloaded`."""
    if turn.wordless:
        return replace(turn, understanding=of_files(turn.text))
    if turn.context.offered and turn.context.unclear and (known := await _chosen(turn, parts)) is not None:
        return known
    understood = await parts.reader.understand(turn.text, cues_of(turn, parts))
    requests = requests_of(understood, parts.pack.bot)
    if len(requests) == 1 and understood.intent.confidence < parts.pack.bot.thresholds.answer:
        # "Oi! Tudo bem com vocês? Espero que sim. Cadê meu pedido?": the rest only made it less clear.
        understood = requests[0]
    return replace(turn, understanding=understood, apart=apart(turn, requests))


async def _chosen(turn: Turn, parts: Parts) -> Turn | None:
    """The turn for the unclear message, when this one only says which of its readings was meant."""
    intent = chosen_intent(turn.text, turn.context, parts.pack.bot)
    if intent is None and all(map(parts.pack.bot.rule, turn.context.offered)):
        return None
    meant = await parts.reader.understand(turn.context.unclear, Cues(last_intents=turn.context.intents))
    if intent is not None:
        return replace(turn, understanding=as_chosen(meant, turn.text, intent))
    article = await chosen_article(turn.text, meant, turn.context, parts)
    if article is None:
        return None
    return replace(turn, understanding=as_chosen(meant, turn.text, meant.intent.name), picked=article)


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
