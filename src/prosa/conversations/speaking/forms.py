"""Forms in words: the next question, the looked-up answer, the ticket."""

import re
from datetime import date, datetime

from prosa.conversations import forms
from prosa.conversations.decisions import AddToTicket, Ask, LookUp, OfferForm, OpenTicket
from prosa.conversations.events import Message, MessageType
from prosa.conversations.facts import FormState, Outcome
from prosa.conversations.filling import LEAVE
from prosa.conversations.parts import Action, OrderCard, TicketCard, Urgency
from prosa.conversations.ports import NotFound, TicketRequest, Unavailable
from prosa.conversations.pressing import urgency_of
from prosa.conversations.speaking.answers import ASK_A_PERSON
from prosa.conversations.speaking.voice import utter
from prosa.conversations.turn import Parts, Spoken, Turn
from prosa.packs.forms import Form
from prosa.packs.replies import Said

A_PERSON = Action(label=ASK_A_PERSON, kind="escalate", value="escalate")
"""The button that calls a person."""

_MOMENT = re.compile(r"\d{4}-\d\d-\d\d(?:T[\d:.]+(?:Z|[+-]\d\d:\d\d)?)?")


def ask(decision: Ask, turn: Turn, parts: Parts) -> Spoken:
    """The question for what is missing."""
    state = decision.form
    uttered = utter(turn, parts, decision.reply, **seen_of(state, options=_shown(decision.options)))
    message = Message(
        text=uttered.text,
        type=MessageType.QUESTION,
        suggestions=decision.options or uttered.suggestions or _options(state, parts),
        actions=(A_PERSON,) if decision.person else (),
    )
    return Spoken(message, Outcome.ASKED, uttered.id, form=state)


def offer(decision: OfferForm, turn: Turn, parts: Parts) -> Spoken:
    """The offer of a form: nothing has to be answered."""
    uttered = utter(turn, parts, decision.reply, **seen_of(decision.form))
    message = Message(text=uttered.text, suggestions=uttered.suggestions)
    return Spoken(message, Outcome.ANSWERED, uttered.id, form=decision.form)


def seen_of(state: FormState, **more: object) -> dict[str, object]:
    """What replies see of a form."""
    shown = {
        "values": {name: as_shown(value) for name, value in state.values.items()},
        "found": {name: as_shown(value) for name, value in state.found.items()},
    }
    return {**shown, "proposed": state.proposed, **more}


def as_shown(value: str) -> object:
    """A value as replies see it: a day or a moment as such, so that filters write it as people do."""
    if not _MOMENT.fullmatch(value):
        return value
    try:
        return datetime.fromisoformat(value) if "T" in value else date.fromisoformat(value)
    except ValueError:
        return value


def _shown(options: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(option for option in options if option != LEAVE)


def _options(state: FormState, parts: Parts) -> tuple[str, ...]:
    slot = forms.slot_of(parts.pack.forms[state.form], state)
    if slot is None:
        return ()
    return slot.options or (("Sim", "Não") if slot.type == "yes_no" else ())


async def look_up(decision: LookUp, turn: Turn, parts: Parts) -> Spoken:
    """What the company's system says."""
    form = parts.pack.forms[decision.form.form]
    values = decision.form.values
    answer = await parts.lookups.ask(form.lookup or "", values)
    match answer:
        case OrderCard():
            uttered = utter(turn, parts, form.done, order=answer, values=values)
            message = Message(
                text=uttered.text, type=MessageType.ORDER, order=answer, suggestions=uttered.suggestions
            )
            return Spoken(message, Outcome.ANSWERED, uttered.id)
        case NotFound():
            return _ask_other(form, decision.form, turn, parts)
        case Unavailable():
            uttered = utter(turn, parts, form.unavailable or "failure", values=values)
            message = Message(text=uttered.text, suggestions=(*uttered.suggestions, ASK_A_PERSON))
            return Spoken(message, Outcome.ANSWERED, uttered.id)


def _ask_other(form: Form, state: FormState, turn: Turn, parts: Parts) -> Spoken:
    """Nothing is known by that value: says so and waits for another."""
    uttered = utter(turn, parts, form.not_found or "failure", values=state.values)
    asked = FormState(form=state.form, asking=form.slots[0].name, tries=1)
    message = Message(
        text=uttered.text,
        type=MessageType.QUESTION,
        suggestions=uttered.suggestions,
        actions=(A_PERSON,),
    )
    return Spoken(message, Outcome.ASKED, uttered.id, form=asked)


async def open_ticket(decision: OpenTicket, turn: Turn, parts: Parts) -> Spoken:
    """A numbered ticket, and the question for what it still lacks."""
    form, state = parts.pack.forms[decision.form.form], decision.form
    urgency = urgency_of(turn, parts)
    request = TicketRequest(
        number=await parts.tickets.next_number(),
        conversation=turn.conversation.id,
        type=form.ticket or state.form,
        urgency=urgency,
        description=description(turn.text, state),
        expected_at=parts.tickets.promise(urgency, turn.now),
    )
    card = _card(request, urgency)
    uttered = utter(turn, parts, form.done, ticket=card, **seen_of(state))
    return _with_next_question(
        uttered, card, form, state.model_copy(update={"ticket": request.number}), turn, parts
    ).with_effects(parts.tickets.open(request))


async def add_to_ticket(decision: AddToTicket, turn: Turn, parts: Parts) -> Spoken:
    """What the customer said goes to the ticket."""
    form, state = parts.pack.forms[decision.form.form], decision.form
    number = state.ticket or 0
    card = await parts.tickets.card(number)
    uttered = utter(turn, parts, form.added or form.done, ticket=card, **seen_of(state))
    return _with_next_question(uttered, card, form, state, turn, parts).with_effects(
        parts.tickets.add(number, description(turn.text, state))
    )


def _with_next_question(
    uttered: Said, card: TicketCard | None, form: Form, state: FormState, turn: Turn, parts: Parts
) -> Spoken:
    asked = _next_question(form, state)
    question = None if asked is None else utter(turn, parts, asked.reply, **seen_of(asked.form))
    before = turn.context.form
    opened = before is not None and before.ticket is not None
    # Between two questions nobody needs to hear each time that the answer was noted.
    said = uttered.text if question is None or not opened else ""
    message = Message(
        text=said if question is None else f"{said}\n\n{question.text}".strip(),
        type=MessageType.TICKET,
        ticket=card,
        suggestions=uttered.suggestions
        if question is None or asked is None
        else question.suggestions or _options(asked.form, parts),
    )
    return Spoken(message, Outcome.TICKETED, uttered.id, form=None if asked is None else asked.form)


def _next_question(form: Form, state: FormState) -> Ask | None:
    slot = forms.slot_of(form, state)
    if slot is not None:
        return Ask(state, forms.question(slot, state))
    if form.action is not None and form.confirm is not None and state.stage != "confirmed":
        return Ask(state.model_copy(update={"stage": "confirming"}), form.confirm)
    return None


def description(text: str, state: FormState) -> str:
    """What a ticket says: the customer's words, and what the form knows."""
    known = "".join(f"\n{name}: {value}" for name, value in state.values.items() if value != text)
    return f"{text}{known}"


def _card(request: TicketRequest, urgency: Urgency) -> TicketCard:
    return TicketCard(
        number=request.number,
        type=request.type,
        urgency=urgency,
        status="open",
        expected_at=request.expected_at,
    )
