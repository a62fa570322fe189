"""The customer's own tickets: how far they are, what is added to them, opening them again."""

from prosa.conversations.decisions import TicketStep
from prosa.conversations.events import Message, MessageType
from prosa.conversations.facts import Outcome
from prosa.conversations.following_tickets import ticket_named, words_to_add
from prosa.conversations.parts import TicketCard
from prosa.conversations.ports import Effect, TicketRequest
from prosa.conversations.pressing import urgency_of
from prosa.conversations.speaking.voice import utter
from prosa.conversations.turn import Parts, Spoken, Turn
from prosa.language.understanding import EntityKind


async def on_ticket(decision: TicketStep, turn: Turn, parts: Parts) -> Spoken:
    """Finds the ticket that is meant among those this conversation may know of, and acts on it."""
    number = decision.number or ticket_named(turn.understood)
    known = await parts.tickets.known_to(turn.conversation.id, number)
    if not known:
        return _said(turn, parts, "ticket.none" if number is None else "ticket.unknown")
    if decision.step == "status":
        return _status(known, turn, parts)
    meant = _meant(known, decision, turn)
    if meant is None:
        spoken = _said(turn, parts, "ticket.which", tickets=known)
        message = spoken.message.model_copy(
            update={"suggestions": tuple(f"{_VERBS[decision.step]} chamado {one.number}" for one in known)}
        )
        return Spoken(message, Outcome.ASKED, spoken.reply)
    return await (_add if decision.step == "add" else _reopen)(meant, decision, turn, parts)


_VERBS = {"add": "Acrescentar uma informação no", "reopen": "Reabrir o"}


def _status(known: tuple[TicketCard, ...], turn: Turn, parts: Parts) -> Spoken:
    if len(known) == 1:
        return _said(turn, parts, "ticket.status", known[0])
    return _said(turn, parts, "ticket.list", tickets=known)


def _meant(known: tuple[TicketCard, ...], decision: TicketStep, turn: Turn) -> TicketCard | None:
    """The one ticket that it can be: the only one, the one spoken of last, or the only one in that state."""
    if len(known) == 1:
        return known[0]
    last = turn.context.entities.get(EntityKind.TICKET)
    spoken_of = [one for one in known if str(one.number) == last]
    stopped = decision.step == "reopen"
    fitting = spoken_of or [one for one in known if (one.status in ("solved", "closed")) is stopped]
    return fitting[0] if len(fitting) == 1 else None


async def _add(card: TicketCard, decision: TicketStep, turn: Turn, parts: Parts) -> Spoken:
    words = turn.text if decision.number is not None else words_to_add(turn.text)
    if words is None:
        spoken = _said(turn, parts, "ticket.what", card)
        return Spoken(
            spoken.message.model_copy(update={"type": MessageType.QUESTION}),
            Outcome.ASKED,
            spoken.reply,
            adding=card.number,
        )
    if card.status == "closed":
        return await _continue(card, words, turn, parts)
    now = card.model_copy(update={"status": "open"})
    return _said(turn, parts, "ticket.added", now, effects=(parts.tickets.add(card.number, words),))


async def _reopen(card: TicketCard, decision: TicketStep, turn: Turn, parts: Parts) -> Spoken:
    if card.status == "closed":
        return await _continue(card, turn.text, turn, parts)
    if card.status == "open":
        return _said(turn, parts, "ticket.still_open", card)
    expected_at = parts.tickets.promise(card.urgency, turn.now)
    now = card.model_copy(update={"status": "open", "expected_at": expected_at})
    effect = parts.tickets.reopen(card.number, turn.text, expected_at)
    return _said(turn, parts, "ticket.reopened", now, effects=(effect,))


async def _continue(card: TicketCard, words: str, turn: Turn, parts: Parts) -> Spoken:
    """What is closed stays closed: another ticket goes on with it."""
    urgency = max(card.urgency, urgency_of(turn, parts), key=lambda each: each.rank)
    request = TicketRequest(
        number=await parts.tickets.next_number(),
        conversation=turn.conversation.id,
        type=card.type,
        urgency=urgency,
        description=words,
        expected_at=parts.tickets.promise(urgency, turn.now),
        continues=card.number,
    )
    new = TicketCard(
        number=request.number, type=card.type, urgency=urgency, status="open", expected_at=request.expected_at
    )
    effect = parts.tickets.open(request)
    return _said(turn, parts, "ticket.continued", new, effects=(effect,), continues=card.number)


def _said(
    turn: Turn,
    parts: Parts,
    reply: str,
    card: TicketCard | None = None,
    *,
    effects: tuple[Effect, ...] = (),
    **seen: object,
) -> Spoken:
    uttered = utter(turn, parts, reply, ticket=card, **seen)
    kind = MessageType.TEXT if card is None else MessageType.TICKET
    message = Message(text=uttered.text, type=kind, ticket=card, suggestions=uttered.suggestions)
    outcome = Outcome.TICKETED if effects else Outcome.ANSWERED
    return Spoken(message, outcome, uttered.id, effects=effects)
